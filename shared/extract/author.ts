import { parseDate } from '../domain/dates.ts';
import type { LeanPage } from './lean.ts';
import { plain, type MetaTags } from './meta-tags.ts';
import { sameWords } from './title.ts';

interface Sources {
  readonly linked: string | undefined;
  readonly meta: MetaTags;
  readonly siteName: string | undefined;
}

const authorCharsMax = 120;
const wordsMax = 10;
const linesMax = 12;

const by =
  /^(?:(?:written|posted|published|reviewed|medically reviewed|story|words|text|article)\s+by|by|par|von|por|author|autor|auteur|yazan|بقلم|كتب(?:ت|ه|ها)?|الكاتب|تحرير|إعداد|اعداد|نویسنده)\s*[:：]?\s+/iu;

/** Who wrote it: linked data, meta tags, what is named as a byline, a line below the heading that says "by". */
export function authorOf(page: LeanPage, { linked, meta, siteName }: Sources): string | undefined {
  const said = page.says.filter(({ kind }) => kind === 'author');
  const lines = page.says.flatMap(({ after }) => after.slice(0, linesMax)).filter((line) => by.test(line));
  const names = [
    linked,
    meta('author', 'article:author', 'parsely-author', 'dc.creator', 'sailthru.author', 'byl'),
    ...said.map(({ text, value }) => value ?? text),
    ...lines,
  ]
    .map((name) => nameOf(plain(name), siteName))
    .filter((name) => name !== undefined);
  // The outlet's name and an account's are better than nothing.
  return names.find((name) => !isWeak(name, siteName)) ?? names[0];
}

function nameOf(source: string | undefined, siteName: string | undefined): string | undefined {
  let name = source?.replace(by, '').split(/\s*[|•·\n]\s*|\s+[-–—]\s+|\s+(?:updated|published|posted|on)\b/iu)[0]?.trim() ?? ''; // prettier-ignore
  if (siteName !== undefined && name.includes(',')) {
    const [first = '', ...rest] = name.split(/,\s*/u);
    if (sameWords(rest.join(' '), siteName)) name = first;
  }
  name = name.replace(/^[\s,:;.–-]+|[\s,:;–-]+$/gu, '');
  const isName =
    /\p{L}{2}/u.test(name) &&
    name.length < authorCharsMax &&
    name.split(/\s+/u).length <= wordsMax &&
    !/https?:|^@|[<>{}]|\d{3}/u.test(name) &&
    !/^(?:the )?(?:authors?|admin(?:istrator)?|editor|by|written by|share|follow|contributors?|about|more)\b[^,]{0,12}$/iu.test(name) &&
    parseDate(name) === undefined; // prettier-ignore
  return isName ? name : undefined;
}

function isWeak(name: string, siteName: string | undefined): boolean {
  if (siteName !== undefined && sameWords(name, siteName)) return true;
  return /^[a-z\d._-]+$/u.test(name);
}
