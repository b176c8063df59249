import { parseDate } from '../domain/dates.ts';
import { isCaption, isControl, isCredit, isOffer } from './invitations.ts';
import { sameWords } from './title.ts';

const byline = /^(?:by|written by|par|von|por|بقلم|كتب|كتبت|نویسنده|yazan)\s*:?\s/iu;
const dateline =
  /^(?:published|updated|posted|last updated|first published|publicado|actualizado|veröffentlicht|publié|mis à jour|опубликовано|نشر(?:ت)?(?: في| بتاريخ|:)|تاريخ النشر|آخر تحديث|[اأ]خر تحديث|تم النشر|حدثت? في|منتشر شده|تاریخ انتشار)/iu;
const sentenceEnd = /[.!?؟۔。…]["'»”’)\]]*$/u;

const limits = {
  /** Longer lines are text, whatever they begin with. */
  offerCharsMax: 120,
  datelineCharsMax: 120,
  creditCharsMax: 320,
  /** So many lines above and below the text are looked at for what belongs to the page. */
  headLinesMax: 6,
  tailLinesMax: 8,
  tailLineCharsMax: 400,
} as const;
/** A tail that begins with an offer goes as a whole where it is not more than this share of the text. */
const tailShareMax = 0.25;

interface Says {
  readonly title: string;
  readonly author?: string | undefined;
}

/**
 * The lines of the text itself: without the title, date and byline above them, offers and captions among them,
 * and credits below them.
 */
export function ownLines(lines: readonly string[], { title, author = '' }: Says): string[] {
  const isBio = (line: string) => author.includes(' ') && line.toLowerCase().startsWith(author.toLowerCase());
  return withoutCredits(
    withoutTail(withoutHead(lines, title)).filter((line) => !isStrewn(line)),
    isBio,
  );
}

export const isSentence = (line: string) => line.length > 160 || sentenceEnd.test(line);

const isStrewn = (line: string) =>
  (line.length <= limits.offerCharsMax && isOffer(line)) || isControl(line) || isCaption(line);

function withoutHead(lines: readonly string[], title: string): string[] {
  const text = lines.filter((line, index) => index >= limits.headLinesMax || !isAbove(line, title));
  // Of a page that is nothing but its head, that is the text.
  return text.length === 0 ? [...lines] : text;
}

/** The title again, or a line of the date or of whoever wrote it. */
function isAbove(line: string, title: string): boolean {
  if (title !== '' && sameWords(line, title)) return true;
  if (line.length > limits.datelineCharsMax || sentenceEnd.test(line)) return false;
  return byline.test(line) || dateline.test(line) || parseDate(line) !== undefined;
}

/** Where an offer begins what is little of the text and has no long lines, that goes with it. */
function withoutTail(lines: readonly string[]): readonly string[] {
  const total = lines.join(' ').length;
  let end = lines.length;
  let tailChars = 0;
  for (let index = lines.length - 1; index > lines.length / 2; index -= 1) {
    const line = lines[index] ?? '';
    tailChars += line.length + 1;
    if (line.length >= limits.tailLineCharsMax || tailChars >= tailShareMax * total) break;
    if (isOffer(line)) end = index;
  }
  return lines.slice(0, end);
}

function withoutCredits(lines: readonly string[], isBio: (line: string) => boolean): string[] {
  let end = lines.length;
  while (end > 1 && end > lines.length - limits.tailLinesMax) {
    const line = lines[end - 1] ?? '';
    const isShort = line.length <= limits.creditCharsMax;
    if (!isBio(line) && !(isShort && (isCredit(line) || isOffer(line)))) break;
    end -= 1;
  }
  return lines.slice(0, end);
}
