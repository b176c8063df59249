import { by, byOnly } from '../../shared/extract/author.ts';
import { caption, offer } from '../../shared/extract/invitations.ts';
import { closingOf } from '../../shared/extract/lean.ts';
import { inOther, isStrange, mixed, suspectIn } from '../../shared/text/look-alikes.ts';
import { rtlLetter, runsOf } from '../../shared/channels/lines.ts';

/** The builders of patterns, with what they really build: a checker of source text cannot see it. */
export interface Builder {
  readonly file: string;
  /** The function or constant around `RegExp`. */
  readonly name: string;
  /** All that it builds, or at least `samplesMin` of it where that depends on what it is called with. */
  readonly samples: readonly RegExp[];
}

export const samplesMin = 3;

export const builders: readonly Builder[] = [
  { file: 'shared/channels/lines.ts', name: 'rtlLetter', samples: [rtlLetter] },
  {
    file: 'shared/channels/lines.ts',
    name: 'runsOf',
    samples: ['\\p{Script=Latin}', '\\p{Script=Arabic}\\p{Script=Hebrew}', '\\p{Script=Thaana}'].map(runsOf),
  },
  { file: 'shared/extract/author.ts', name: 'by', samples: [by] },
  { file: 'shared/extract/author.ts', name: 'byOnly', samples: [byOnly] },
  { file: 'shared/extract/invitations.ts', name: 'offer', samples: [offer] },
  { file: 'shared/extract/invitations.ts', name: 'caption', samples: [caption] },
  {
    file: 'shared/extract/lean.ts',
    name: 'closingOf',
    samples: ['title', 'noscript', 'svg'].map(closingOf),
  },
  { file: 'shared/text/look-alikes.ts', name: 'isStrange', samples: [isStrange] },
  { file: 'shared/text/look-alikes.ts', name: 'inOther', samples: [inOther] },
  { file: 'shared/text/look-alikes.ts', name: 'mixed', samples: [mixed] },
  {
    file: 'shared/text/look-alikes.ts',
    name: 'suspectIn',
    samples: ['ar', 'fa', 'ur', 'ckb'].map((code) => suspectIn('arabic', code)),
  },
];
