import { labelOf, siteOf } from './site.ts';

/** Parameters that say where a reader came from, never what the page is. */
const trackingNames = new Set(
  `fbclid gclid dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid _ga _gl _hsenc _hsmi
   oly_anon_id oly_enc_id vero_id wickedid cmpid ncid ocid sr_share smid xtor at_medium at_campaign at_custom1
   at_custom2 at_custom3 at_custom4 spm ref_src ref_url guccounter guce_referrer guce_referrer_sig __twitter_impression`.split(
    /\s+/,
  ),
);
const trackingPrefix = /^(?:utm_|pk_|mtm_|hsa_|ns_)/;
const ampNames = new Set(['amp', 'outputtype']);

/**
 * One form for all the addresses of a page: absolute, without fragment, tracking, AMP and mobile variants, its
 * parameters sorted. An identity, not an address to fetch. Undefined for what is not http or https.
 */
export function canonicalUrl(given: string, base?: string): string | undefined {
  if (!URL.canParse(given.trim(), base)) return undefined;
  const url = fromCache(new URL(given.trim(), base));
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.hash = '';
  url.username = '';
  url.password = '';
  // The same page on both schemes is the rule; two pages are not.
  if (url.protocol === 'http:' && url.port === '') url.protocol = 'https:';
  url.hostname = foldHost(url.hostname.replace(/\.$/, ''));
  url.pathname = foldPath(url.pathname);
  const kept = [...url.searchParams].filter(
    ([name, value]) => !isNoise(name.toLowerCase(), value.toLowerCase()),
  );
  url.search = new URLSearchParams(kept.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))).toString();
  return url.href;
}

/** The page that a copy in Google's AMP cache or viewer is of: its address follows the cache's own path. */
function fromCache(url: URL): URL {
  const isCache = /\.cdn\.ampproject\.org$/.test(url.hostname);
  // Under other endings the name may be anybody's, as in `google.evil.example`.
  const isViewer =
    /^(?:www\.)?google\.(?:com|(?:com?\.)?[a-z]{2})$/.test(url.hostname) &&
    labelOf(url.hostname) === 'google';
  const path = isCache ? /^\/(?:wp\/)?[cv]\/(?:s\/)?(.+)$/ : isViewer ? /^\/amp\/(?:s\/)?(.+)$/ : undefined;
  const page = `https://${path?.exec(url.pathname)?.[1] ?? ''}`;
  // A page has a host with a dot in it: `google.com/amp/help` is one of Google's own.
  if (!URL.canParse(page) || !new URL(page).hostname.includes('.')) return url;
  return new URL(`${page}${url.search}`);
}

/** Without what names a variant of a site; a name right under a public suffix (`m.github.io`) is a site by itself. */
function foldHost(hostname: string): string {
  const folded = hostname.replace(/^(?:(?:www|m|mobile|amp)\.(?=[^.]+\.))+/, '');
  return folded === hostname || folded.endsWith(siteOf(hostname)) ? folded : siteOf(hostname);
}

function isNoise(name: string, value: string): boolean {
  if (trackingNames.has(name) || trackingPrefix.test(name)) return true;
  return ampNames.has(name) && (value === '' || value === '1' || value === 'true' || value === 'amp');
}

/** Name by name, from both ends: each removal lays bare the next, as in `/story/amp/index.html`. */
function foldPath(path: string): string {
  const names = path.split('/').filter((name) => name !== '');
  const begin = names.findIndex((name) => name !== 'amp');
  const kept = begin === -1 ? [] : names.slice(begin);
  for (let last = kept.pop(); last !== undefined; last = kept.pop()) {
    const name = withoutAmp(last);
    if (/^(?:index\.(?:html?|php)|amp)?$/.test(name)) continue;
    kept.push(name);
    break;
  }
  return `/${kept.join('/')}`;
}

/** `story.amp.html` and `story.html.amp` are `story.html`. */
function withoutAmp(name: string): string {
  const bare = cutAmp(name, name.length);
  const ending = ['.html', '.htm'].find((one) => name.endsWith(one, bare)) ?? '';
  return name.slice(0, cutAmp(name, bare - ending.length)) + ending;
}

function cutAmp(name: string, end: number): number {
  let cut = end;
  while (name.endsWith('.amp', cut)) cut -= '.amp'.length;
  return cut;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
