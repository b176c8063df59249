import { parseDate } from '../domain/dates.ts';
import type { LeanPage } from './lean.ts';
import { plain, type MetaTags } from './meta-tags.ts';
import { sameWords } from './title.ts';

/** In the place of a picture of whoever wrote it. */
const initials = /^\p{Lu}{1,3}$/u;
const nameOnly = /^\p{L}{2,}(?: \p{L}[\p{L}.'’-]+){1,3}$/u;
const correspondent =
  /^(?:(\p{L}{2,}(?: \p{L}{2,}){1,3})\s+[-–—]\s+\p{L}+|\p{L}+\s+[-–—]\s+(\p{L}{2,}(?: \p{L}{2,}){1,3}))$/u;
/** What sections and desks are called, which stand in the same place. */
const section =
  /^(?:[أا]خبار|تقارير|تقرير|مقالات|مقال|[آا]راء|ر[أا]ي|تحقيقات|تحقيق|ملفات|قضايا|شؤون|حوادث|منوعات|علوم|فن|صحة|ثقافة|رياضة|اقتصاد|سياسة|العالم|الشرق|مكتب|قسم|فريق|خدمات|وكالات|متابعات|news|latest|top|world|local|staff|breaking|home|real|health|video|photo)(?:\s|$)/iu;

interface Sources {
  readonly linked: string | undefined;
  readonly meta: MetaTags;
  readonly siteName: string | undefined;
  readonly title: string;
}

/** A byline is cut here before patterns look at it: 150,000 commas and a letter took seconds. */
const bylineCharsMax = 400;
const authorCharsMax = 120;
const wordsMax = 10;

const words = [
  '(?:written|posted|published|reviewed|medically reviewed|story|words|text|article|interview) by|by|par|von|por|author|autor|auteur|yazan|haber',
  '(?:كتب(?:ت|ه|ها)?|نشر(?:ه|ت|ها)?|[أا]ضاف(?:ه|ها)|مرسلة|[أا]رسل(?:ه|ها)) ?(?:بواسطة)?|بواسطة|بقلم|الكاتبة?|المحررة?|تحرير|[إا]عداد|كتابة|نص|تقرير|حوار|حاور(?:ه|ها|هم|ته|تها|تهم)|[أا]جر(?:ى|ت) الحوار',
  'نویسنده|نوشته(?: ی)?|به قلم|گزارش از|نووسین|نووسەر|ئامادەکردنی',
];
export const by = new RegExp(`^(?:${words.join('|')})\\s*(?:[:：/|]\\s*|\\s)`, 'iu');
/** The name is in the next part of the page. */
export const byOnly = new RegExp(`^(?:${words.join('|')})\\s*(?:[:：/|]\\s*)?$`, 'iu');

/** Who wrote it: linked data, meta tags, what is named as a byline, a line below the heading that says "by". */
export function authorOf(page: LeanPage, { linked, meta, siteName, title }: Sources): string | undefined {
  const said = page.says.filter(({ kind }) => kind === 'author');
  const below = whole(page.below(title));
  const names = [
    plain(linked),
    plain(meta('author', 'article:author', 'parsely-author', 'dc.creator', 'sailthru.author', 'byl')),
    ...said.map(({ lines: parts, value }) => value ?? whole(parts).find((part) => !initials.test(part))),
    ...below.filter((line) => by.test(line)),
    besideDate(below),
  ]
    .map((name) => nameOf(name, siteName))
    .filter((name) => name !== undefined);
  // The outlet's name and an account's are better than nothing.
  return names.find((name) => !isWeak(name, siteName)) ?? names[0];
}

/** Without a "by": a name right below the title and the date below it, or "date | name - place". */
function besideDate([first = '', second = '']: readonly string[]): string | undefined {
  const isDate = (line: string) => parseDate(line) !== undefined;
  if (!isDate(first) && !isDate(second)) return undefined;
  return first
    .split('|')
    .map((one) => {
      const part = one.trim();
      const found = correspondent.exec(part);
      return found?.[1] ?? found?.[2] ?? (isDate(first) ? undefined : nameOnly.exec(part)?.[0]);
    })
    .find((name) => name !== undefined && !section.test(name) && !isDate(name));
}

/** "By" in one part and the name in the next are one line. */
function whole(parts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && byOnly.test(last)) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines;
}

function nameOf(source: string | undefined, siteName: string | undefined): string | undefined {
  let name = source?.slice(0, bylineCharsMax).replace(by, '').split(/[|•·\n]|\s[-–—]\s|\s(?:updated|published|posted|on)\b|\s(?:في|بتاريخ|يوم)\s/iu)[0]?.trim() ?? ''; // prettier-ignore
  if (siteName !== undefined && name.includes(',')) {
    const [first = '', ...rest] = name.split(/,\s*/u);
    if (sameWords(rest.join(' '), siteName)) name = first;
  }
  name = name.replace(/^[\s,:;.–-]+|(?<![\s,:;–-])[\s,:;–-]+$/gu, '');
  const isName =
    /\p{L}{2}/u.test(name) &&
    name.length < authorCharsMax &&
    name.split(/\s+/u).length <= wordsMax &&
    !/https?:|^@|[<>{}]|\d{3}|(?:^|\s)min(?:ute)?s?\s(?:de )?(?:read|lecture|leitura)/iu.test(name) &&
    !/^(?:the )?(?:authors?|admin(?:istrator)?|editor|by|written by|share|follow|contributors?|about|more)\b[^,]{0,12}$/iu.test(name) &&
    parseDate(name) === undefined; // prettier-ignore
  return isName ? name : undefined;
}

function isWeak(name: string, siteName: string | undefined): boolean {
  if (siteName !== undefined && sameWords(name, siteName)) return true;
  return /^[a-z\d._-]+$/u.test(name);
}
