import { parseDate } from '../domain/dates.ts';
import {
  isAdLabel,
  endedBox,
  isBoxStart,
  isCaption,
  isCommentsHeading,
  isControl,
  isCredit,
  isOffer,
} from './invitations.ts';
import { sameWords } from './title.ts';

const byline =
  /^(?:.{2,40} [-–/] (?:مكتب|قسم|وكالات|متابعات|خاص|مراسل)(?: .{1,20})?$|(?:by|written by|par|von|por|بقلم|كتب|كتبت|نویسنده|yazan)\s*:?\s)/iu;
const dateline =
  /^(?:published|updated|posted|last updated|first published|publicado|actualizado|veröffentlicht|publié|mis à jour|опубликовано|نُ?شر(?:ت)?(?: في| بتاريخ|:)|تاريخ النشر|آخر تحديث|[اأ]خر تحديث|تم النشر|حدثت? في|منتشر شده|تاریخ انتشار|(?:منذ|قبل) (?:\d{1,3} )?(?:دقيق|دقائق|ساع|يوم|[أا]يام|[أا]سبوع|[أا]سابيع|شهر)\p{L}*$|\d{1,3} (?:minutes?|hours?|days?) ago$)/iu;
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
  /** A line above the date or the byline that is longer says more than where it stands. */
  labelCharsMax: 60,
  /** Beside a name there may stand what its owner is. */
  roleCharsMax: 40,
  dateCharsMax: 40,
  orphanCharsMax: 30,
  /** So much text has an article below which there are comments. */
  commentedCharsMin: 300,
  boxLinesMax: 20,
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
export function ownLines(lines: readonly string[], says: Says): string[] {
  const { title, author = '' } = says;
  const isBio = (line: string) => author.includes(' ') && line.toLowerCase().startsWith(author.toLowerCase());
  const own = withoutBoxes(withoutComments(withoutHead(lines, (line) => isAboveText(line, says))));
  const isBelow = (line: string) => isBio(line) || isBelowText(line, title);
  return withoutCredits(withoutTail(own), isBelow).filter((line) => !isStrewn(line));
}

export const isSentence = (line: string) => line.length > 160 || sentenceEnd.test(line);

const isStrewn = (line: string) =>
  (line.length <= limits.offerCharsMax && isOffer(line)) ||
  isControl(line) ||
  isAdLabel(line) ||
  isCaption(line) ||
  isMenu(line);

/** "Back | Write to us": short words between bars. */
function isMenu(line: string): boolean {
  const words = line.split('|').map((word) => word.trim());
  return (
    words.length > 1 &&
    line.length <= limits.offerCharsMax &&
    words.every((word) => word.split(' ').length <= 2)
  );
}

/** The title again, the date and the byline, and the labels that stand above them. */
function withoutHead(lines: readonly string[], isAbove: (line: string) => boolean): string[] {
  const head = lines.slice(0, limits.headLinesMax);
  const first = head.findIndex((line) => isSentence(line) && !isAbove(line));
  const last = head.slice(0, first === -1 ? head.length : first).findLastIndex(isAbove);
  const isLabel = (line: string, index: number) => index < last && line.length <= limits.labelCharsMax;
  const text = lines.filter(
    (line, index) => index >= head.length || !(isLabel(line, index) || isAbove(line)),
  );
  // Of a page that is nothing but its head, that is the text.
  return text.length === 0 ? [...lines] : text;
}

/** The title again, or a line of the date or of whoever wrote it. */
function isAboveText(line: string, { title, author = '' }: Says): boolean {
  if (title !== '' && sameWords(line, title)) return true;
  if (line.length > limits.datelineCharsMax || sentenceEnd.test(line)) return false;
  if (author !== '' && line.length <= author.length + limits.roleCharsMax && line.includes(author))
    return true;
  return byline.test(line) || dateline.test(line) || parseDate(line) !== undefined;
}

/** A date, the title or a row of links, at the end again. */
function isBelowText(line: string, title: string): boolean {
  return (
    isMenu(line) ||
    isControl(line) ||
    (title !== '' && sameWords(line, title)) ||
    (line.length <= limits.dateCharsMax && parseDate(line) !== undefined)
  );
}

function withoutComments(lines: readonly string[]): readonly string[] {
  let chars = 0;
  for (const [index, line] of lines.entries()) {
    if (chars >= limits.commentedCharsMin && isCommentsHeading(line)) return lines.slice(0, index);
    chars += line.length;
  }
  return lines;
}

/** From "skip X", or from the line "X", to "end of X". */
function withoutBoxes(lines: readonly string[]): readonly string[] {
  const text: string[] = [];
  for (const line of lines) {
    const name = endedBox(line);
    const isStart = (one: string) => isBoxStart(one) || sameWords(one, name ?? '');
    // Only so many lines are compared: 14,000 ends of boxes that never began took half a minute.
    const from = Math.max(0, text.length - limits.boxLinesMax);
    const start = name === undefined ? -1 : text.slice(from).findLastIndex(isStart);
    if (start === -1) text.push(line);
    else text.length = from + start;
  }
  return text;
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
  return upTo(lines, end);
}

/** Without what is below; a label above it has nothing left to name. */
function upTo(lines: readonly string[], end: number): string[] {
  const [before = '', label = ''] = lines.slice(end - 2, end);
  const isOrphan =
    end < lines.length &&
    label.length <= limits.orphanCharsMax &&
    !isSentence(label) &&
    sentenceEnd.test(before);
  return lines.slice(0, isOrphan ? end - 1 : end);
}

function withoutCredits(lines: readonly string[], isBelow: (line: string) => boolean): string[] {
  let end = lines.length;
  while (end > 1 && end > lines.length - limits.tailLinesMax) {
    const line = lines[end - 1] ?? '';
    const isShort = line.length <= limits.creditCharsMax;
    if (!isBelow(line) && !(isShort && (isCredit(line) || isOffer(line)))) break;
    end -= 1;
  }
  return upTo(lines, end);
}
