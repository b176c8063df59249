import { safeHtml, withoutTags } from './html.ts';
import { limits } from './limits.ts';

/** Cleans the HTML of one document. */
export interface HtmlCleaner {
  /** A bound that the document has passed. */
  readonly repairs: readonly string[];
  clean(html: string, base: string): string;
}

/** A field that no longer fits into the document's bounds is given as text, without its tags. */
export function htmlCleaner(): HtmlCleaner {
  let tagsLeft: number = limits.htmlTagsMax;
  let charsLeft: number = limits.htmlCharsMax;
  const repairs = new Set<string>();
  return {
    get repairs() {
      return [...repairs];
    },
    clean(html, base) {
      const source = html.slice(0, limits.fieldCharsMax);
      const tagCount = bracketsIn(source, tagsLeft + 1);
      if (tagCount === 0) return safeHtml(source, base);
      if (tagCount > tagsLeft || source.length > charsLeft) {
        repairs.add(
          `HTML beyond ${limits.htmlTagsMax} tags or ${limits.htmlCharsMax} characters is read as text`,
        );
        return withoutTags(source);
      }
      tagsLeft -= tagCount;
      charsLeft -= source.length;
      return safeHtml(source, base);
    },
  };
}

function bracketsIn(source: string, countMax: number): number {
  let count = 0;
  for (let at = source.indexOf('<'); at >= 0 && count < countMax; at = source.indexOf('<', at + 1))
    count += 1;
  return count;
}
