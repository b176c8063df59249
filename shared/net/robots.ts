/** The name that publishers address Rasid by. */
const agent = 'Rasid';

const limits = {
  /** Whoever asks for more between two pages gets so much: more would be no reading at all. */
  crawlDelayMsMax: 60_000,
  /** Rules of one group; those of the largest outlets are some hundreds. */
  rulesMax: 1_000,
  ruleCharsMax: 500,
  /** Texts whose rules are kept for the next page of their host. */
  parsedTextsMax: 16,
} as const;

export interface RobotsRules {
  readonly allows: (url: string) => boolean;
  /** Least time between two pages; 0 where nothing is asked for. */
  readonly crawlDelayMs: number;
}

/** What a robots.txt (RFC 9309, and `Crawl-delay`) says to Rasid. `url`: where it was read. */
export function robotsRules(url: string, text: string): RobotsRules {
  const { origin } = new URL(url);
  const { rules, delayMs } = groupFor(text);
  return {
    allows: (page) => {
      const address = URL.canParse(page) ? new URL(page) : undefined;
      if (address?.origin !== origin) return true;
      const path = encoded(address.pathname + address.search);
      return rules.find((rule) => fits(rule, path))?.isAllowed ?? true;
    },
    crawlDelayMs: delayMs > 0 ? Math.min(delayMs, limits.crawlDelayMsMax) : 0,
  };
}

interface Rule {
  readonly isAllowed: boolean;
  readonly charCount: number;
  /** The stretches between its stars, as they are written in an address. */
  readonly stretches: readonly string[];
  /** It ends with `$`: the last stretch is the path's end. */
  readonly isWhole: boolean;
}

interface Group {
  readonly rules: Rule[];
  delayMs: number;
}

const parsedTexts = new Map<string, Group>();

/** Parsed once for all the pages of a host: the text stays the same for a day. */
function groupFor(text: string): Group {
  const group = parsedTexts.get(text) ?? parsed(text);
  // What was asked for last goes last.
  parsedTexts.delete(text);
  parsedTexts.set(text, group);
  const [oldest = text] = parsedTexts.keys();
  if (parsedTexts.size > limits.parsedTextsMax) parsedTexts.delete(oldest);
  return group;
}

/** Everything under Rasid's name, in one place or in several; where it is not named, everything under `*`. */
function parsed(text: string): Group {
  const groups = new Map<string, Group>();
  let named = new Set<Group>();
  let isNaming = false;
  for (const line of text.split(/\r\n|[\r\n]/u)) {
    const [field, value] = fieldOf(line);
    if (field === '') continue;
    if (field === 'user-agent') {
      if (!isNaming) named = new Set();
      const name = value.split('/', 1).join('').trim().toLowerCase();
      if (name === '*' || name === agent.toLowerCase()) {
        const group = groups.get(name) ?? { rules: [], delayMs: 0 };
        groups.set(name, group);
        named.add(group);
      }
    } else for (const group of named) take(group, field, value);
    isNaming = field === 'user-agent';
  }
  const group = groups.get(agent.toLowerCase()) ?? groups.get('*') ?? { rules: [], delayMs: 0 };
  // The longest that fits decides, and among equally long ones the allowing: so the first that fits does.
  group.rules.sort((a, b) => b.charCount - a.charCount || Number(b.isAllowed) - Number(a.isAllowed));
  return group;
}

/** The field of a line in lower case and its value, without a comment; '' where it has none. */
function fieldOf(line: string): readonly [string, string] {
  const [said = ''] = line.split('#', 1);
  const colon = said.indexOf(':');
  return colon < 0 ? ['', ''] : [said.slice(0, colon).trim().toLowerCase(), said.slice(colon + 1).trim()];
}

function take(group: Group, field: string, value: string): void {
  if (field === 'crawl-delay') {
    const seconds = Number(value);
    if (!Number.isNaN(seconds)) group.delayMs = seconds * 1_000;
  } else if ((field === 'allow' || field === 'disallow') && value !== '') {
    if (value.length > limits.ruleCharsMax || group.rules.length >= limits.rulesMax) return;
    const pattern = encoded(value);
    const isWhole = pattern.endsWith('$');
    const stretches = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
    group.rules.push({ isAllowed: field === 'allow', charCount: pattern.length, stretches, isWhole });
  }
}

/** One way to write a path: letters beyond ASCII as `%D8`, never `%d8`. */
function encoded(path: string): string {
  return encodeURI(path.toWellFormed())
    .replace(/%25/gu, '%')
    .replace(/%[\da-f]{2}/giu, (code) => code.toUpperCase());
}

/**
 * Each stretch is looked for behind the one before, and its first place is as good as any later one: one pass over
 * the path, however many stars. What follows every way a star can go takes 8 seconds for a path of 50,000 letters.
 */
function fits({ stretches, isWhole }: Rule, path: string): boolean {
  const [first = '', ...others] = stretches;
  if (!path.startsWith(first)) return false;
  const last = isWhole ? others.pop() : undefined;
  if (isWhole && last === undefined) return path.length === first.length;
  let at = first.length;
  for (const stretch of others) {
    const found = path.indexOf(stretch, at);
    if (found < 0) return false;
    at = found + stretch.length;
  }
  return last === undefined || (path.length - last.length >= at && path.endsWith(last));
}

/** Where a page's robots.txt stands. */
export const robotsUrlOf = (page: string) => new URL('/robots.txt', page).href;

/** Whether `X-Robots-Tag` forbids Rasid to keep a page: `noindex` or `none`, for everybody or for its name. */
export function forbidsKeeping(header: string | undefined): boolean {
  let isForUs = true;
  for (const part of (header ?? '').toLowerCase().split(',')) {
    // A name holds for what follows it, until the next name; `unavailable_after` and such are rules with a value.
    const colonAt = part.indexOf(':');
    const name = part.slice(0, Math.max(0, colonAt)).trim();
    const isNamed = /^[\w.*-]+$/u.test(name) && !/^(?:unavailable_after|max-[a-z-]+)$/u.test(name);
    if (isNamed) isForUs = name === '*' || name === agent.toLowerCase();
    const rule = (isNamed ? part.slice(colonAt + 1) : part).trim();
    if (isForUs && (rule === 'noindex' || rule === 'none')) return true;
  }
  return false;
}
