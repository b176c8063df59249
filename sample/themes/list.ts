import type { ThemeKind } from '../outlets.ts';
import { amp } from './amp.ts';
import { arc } from './arc.ts';
import { drupal } from './drupal.ts';
import type { PageFacts } from './page.ts';
import { table } from './table.ts';
import { western } from './western.ts';
import { wordpress } from './wordpress.ts';

export const themes: Readonly<Record<ThemeKind, (page: PageFacts) => string>> = {
  amp,
  arc,
  drupal,
  table,
  western,
  wordpress,
};
