export type FeedKind =
  'rss' | 'atom' | 'rss-windows-1256' | 'rdf' | 'json' | 'rss-broken' | 'rss-flaky' | 'news-sitemap';
export type ThemeKind = 'wordpress' | 'drupal' | 'table' | 'amp' | 'arc' | 'western';

export interface OutletFacts {
  readonly key: string;
  readonly name: string;
  readonly lang: 'ar' | 'en' | 'fr' | 'tr' | 'fa';
  readonly tagline: string;
  readonly feed: FeedKind;
  readonly feedPath: string;
  readonly theme: ThemeKind;
  /** What the outlet's feed appends to its links. */
  readonly tracking?: string;
}

/** Ten invented outlets; between them every feed dialect and every kind of page. */
export const outlets: readonly OutletFacts[] = [
  {
    key: 'alnahr', name: 'صحيفة النهر', lang: 'ar', tagline: 'أخبار المنطقة على مدار الساعة',
    feed: 'rss', feedPath: '/feed/', theme: 'wordpress', tracking: '?utm_source=rss&utm_medium=feed',
  },
  { key: 'rafidain', name: 'الرافدين نيوز', lang: 'ar', tagline: 'شبكة إخبارية من بغداد', feed: 'atom', feedPath: '/atom.xml', theme: 'drupal' },
  { key: 'ufuq', name: 'أفق برس', lang: 'ar', tagline: 'وكالة أنباء مستقلة', feed: 'rss-windows-1256', feedPath: '/rss.asp', theme: 'table' },
  { key: 'barada', name: 'بردى الإخبارية', lang: 'ar', tagline: 'من دمشق إلى العالم', feed: 'rdf', feedPath: '/index.rdf', theme: 'amp' },
  { key: 'wakala', name: 'وكالة الساحل', lang: 'ar', tagline: 'الخبر أولا', feed: 'json', feedPath: '/feed.json', theme: 'arc' },
  { key: 'sahifa', name: 'الصحيفة اليوم', lang: 'ar', tagline: 'صحيفة يومية شاملة', feed: 'rss-broken', feedPath: '/rss', theme: 'wordpress' },
  { key: 'meridian', name: 'The Meridian', lang: 'en', tagline: 'News without borders', feed: 'rss-flaky', feedPath: '/rss.xml', theme: 'western' },
  { key: 'lecourrier', name: 'Le Courrier du Levant', lang: 'fr', tagline: 'L’actualité du Proche-Orient', feed: 'news-sitemap', feedPath: '/sitemap-news.xml', theme: 'western' },
  { key: 'postasi', name: 'Ankara Postası', lang: 'tr', tagline: 'Başkentten haberler', feed: 'atom', feedPath: '/feed.atom', theme: 'western' },
  { key: 'rooznegar', name: 'روزنگار', lang: 'fa', tagline: 'روزنامهٔ الکترونیکی', feed: 'rss', feedPath: '/rss.xml', theme: 'wordpress' },
]; // prettier-ignore

/** Pages that answer 404 although the feed shows them: the feed carries their whole text. */
export const missingPages: ReadonlySet<string> = new Set(['sahifa-book-fair', 'wakala-strike-ends']);
