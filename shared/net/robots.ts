import robotsParser from 'robots-parser';

/** The name that publishers address Rasid by. */
const agent = 'Rasid';
/** Whoever asks for more between two pages gets so much: more would be no reading at all. */
const crawlDelayMsMax = 60_000;

export interface RobotsRules {
  readonly allows: (url: string) => boolean;
  /** Least time between two pages; 0 where nothing is asked for. */
  readonly crawlDelayMs: number;
}

/** What a robots.txt (RFC 9309, and `Crawl-delay`) says to Rasid. `url`: where it was read. */
export function robotsRules(url: string, text: string): RobotsRules {
  const robots = robotsParser(url, text);
  const delayMs = (robots.getCrawlDelay(agent) ?? 0) * 1_000;
  return {
    allows: (page) => robots.isAllowed(page, agent) !== false,
    crawlDelayMs: delayMs > 0 ? Math.min(delayMs, crawlDelayMsMax) : 0,
  };
}

/** Where a page's robots.txt stands. */
export const robotsUrlOf = (page: string) => new URL('/robots.txt', page).href;

/** Whether `X-Robots-Tag` forbids Rasid to keep a page: `noindex` or `none`, for everybody or for its name. */
export function forbidsKeeping(header: string | undefined): boolean {
  let isForUs = true;
  for (const part of (header ?? '').toLowerCase().split(',')) {
    // A name holds for what follows it, until the next name; `unavailable_after` and such are rules with a value.
    const [, name, rest] = /^\s*([\w.*-]+)\s*:\s*(.*)$/u.exec(part) ?? [];
    const isNamed = name !== undefined && !/^(?:unavailable_after|max-[a-z-]+)$/u.test(name);
    if (isNamed) isForUs = name === '*' || name === agent.toLowerCase();
    const rule = (isNamed ? (rest ?? '') : part).trim();
    if (isForUs && (rule === 'noindex' || rule === 'none')) return true;
  }
  return false;
}
