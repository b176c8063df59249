/** What a page says of itself as linked data (schema.org), strings only. */
export interface LinkedArticle {
  readonly headline?: string | undefined;
  readonly body?: string | undefined;
  readonly author?: string | undefined;
  readonly published?: string | undefined;
  readonly modified?: string | undefined;
  /** The page says that reading it costs something. */
  readonly isPaid: boolean;
  readonly lang?: string | undefined;
  readonly image?: string | undefined;
  readonly publisher?: string | undefined;
}

const articleType = /(?:Article|BlogPosting|Report|LiveBlogPosting|NewsItem)$/u;
const scriptsMax = 20;
const scriptCharsMax = 500_000;
const objectsMax = 2_000;
/** Objects around one text: pages need two, and a recursion without a bound threw out of the whole extraction. */
const nestedMax = 4;
/** Of everything but the body: what a meta tag may hold, too. */
const valueCharsMax = 2_000;
const namesMax = 5;
/** Of authors that are looked at: some pages name each of them twice. */
const authorsMax = 50;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The page's article object, the one with the longest body where there are several. */
export function linkedArticle(scripts: readonly string[]): LinkedArticle | undefined {
  const articles = scripts
    .slice(0, scriptsMax)
    .flatMap((script) => objectsOf(parsed(script)))
    .filter((object) =>
      [object['@type']].flat().some((type) => typeof type === 'string' && articleType.test(type)),
    );
  const [best] = articles.toSorted(
    (a, b) => (textOf(b['articleBody'])?.length ?? 0) - (textOf(a['articleBody'])?.length ?? 0),
  );
  return best && read(best);
}

function read(article: Json): LinkedArticle {
  return {
    headline: valueOf(article['headline']) ?? valueOf(article['name']),
    body: textOf(article['articleBody']),
    author: namesOf(article['author']) ?? namesOf(article['creator']),
    published: valueOf(article['datePublished']) ?? valueOf(article['dateCreated']),
    modified: valueOf(article['dateModified']),
    isPaid: isFalse(article['isAccessibleForFree']),
    lang: valueOf(article['inLanguage']),
    image: urlOf(article['image']),
    publisher: namesOf(article['publisher']),
  };
}

/** Publishers leave comments, line ends and semicolons in it. */
function parsed(source: string): unknown {
  const json = source
    .slice(0, scriptCharsMax)
    .replace(/^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\]\]>)\s*$/gu, '')
    // eslint-disable-next-line no-control-regex -- raw line ends inside strings are what breaks JSON here
    .replace(/[\u0000-\u001F]+/gu, ' ')
    .replace(/;\s*$/u, '');
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Every object of the graph, outermost first, bounded. */
function objectsOf(root: unknown): Json[] {
  const found: Json[] = [];
  const queue: unknown[] = [root];
  for (let index = 0; index < queue.length && index < objectsMax; index += 1) {
    const value = queue[index];
    if (Array.isArray(value)) queue.push(...(value as unknown[]).slice(0, objectsMax));
    else if (isObject(value)) {
      found.push(value);
      queue.push(value['@graph'], value['mainEntity'], value['mainEntityOfPage'], value['itemListElement']);
    }
  }
  return found;
}

function textOf(value: unknown, depth = 0): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (isObject(first)) {
    if (depth >= nestedMax) return undefined;
    return textOf(first['@value'], depth + 1) ?? textOf(first['name'], depth + 1);
  }
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : undefined;
}

const valueOf = (value: unknown) => textOf(value)?.slice(0, valueCharsMax);

function namesOf(value: unknown): string | undefined {
  const names = [value]
    .flat()
    .slice(0, authorsMax)
    .flatMap((one: unknown) => (isObject(one) ? valueOf(one['name']) : valueOf(one)) ?? []);
  if (names.length === 0) return undefined;
  return [...new Set(names)].slice(0, namesMax).join(', ').slice(0, valueCharsMax);
}

function urlOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(first) ? valueOf(first['url']) : valueOf(first);
}

/** Publishers write it with and without quotes. */
function isFalse(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first === false || (typeof first === 'string' && /^false$/iu.test(first));
}
