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
    headline: textOf(article['headline']) ?? textOf(article['name']),
    body: textOf(article['articleBody']),
    author: namesOf(article['author']) ?? namesOf(article['creator']),
    published: textOf(article['datePublished']) ?? textOf(article['dateCreated']),
    modified: textOf(article['dateModified']),
    isPaid: /^false$/iu.test(String(article['isAccessibleForFree'])),
    lang: textOf(article['inLanguage']),
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

function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (isObject(first)) return textOf(first['@value']) ?? textOf(first['name']);
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : undefined;
}

function namesOf(value: unknown): string | undefined {
  const names = [value]
    .flat()
    .flatMap((one: unknown) => (isObject(one) ? textOf(one['name']) : textOf(one)) ?? []);
  return names.length === 0 ? undefined : [...new Set(names)].slice(0, 5).join(', ');
}

function urlOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(first) ? textOf(first['url']) : textOf(first);
}
