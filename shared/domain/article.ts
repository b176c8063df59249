import type { Keyword } from './text.ts';
import type { WebAddress } from './web-address.ts';

/** An entry that has been read. */
export interface Article {
  /** Of the canonical URL, or of the entry's identity where there is no URL. */
  readonly id: string;
  readonly url: WebAddress;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  readonly author?: string | undefined;
  readonly publishedAtMs?: number | undefined;
  readonly readAtMs: number;
  readonly feedId: string;
  /** The publication's name, for people. */
  readonly outlet: string;
  readonly image?: WebAddress | undefined;
  /** Where the text comes from, and why not from the page when it is the feed. */
  readonly source: { readonly kind: 'page' } | { readonly kind: 'feed'; readonly reason: string };
  readonly keywords: readonly Keyword[];
  /** The objects with the frequencies that their scores come from; none before any were learned. */
  readonly frequencies?: readonly string[] | undefined;
}

/** What an edit has done to an article. */
export interface Edit {
  readonly changed: readonly ('title' | 'text')[];
  /** Topics that it hits since: as they are now, they would not have been hit by the version before. */
  readonly newHits: readonly string[];
}

/** What a page's bytes say. */
export interface PageContent {
  readonly text: string;
  readonly title: string;
  readonly author?: string | undefined;
  /** As the page wrote it. */
  readonly date?: string | undefined;
  readonly publishedAtMs?: number | undefined;
  readonly modifiedAtMs?: number | undefined;
  /** The page says that reading it costs something: what it shows may be the beginning only. */
  readonly isPaid?: boolean | undefined;
  readonly lang?: string | undefined;
  readonly siteName?: string | undefined;
  readonly image?: WebAddress | undefined;
  readonly canonicalUrl?: WebAddress | undefined;
}

export type ExtractOutcome =
  | { readonly kind: 'article'; readonly page: PageContent }
  /** No article in it: too little text, a consent wall, a captcha, a page that says it is not there, a maze. */
  | {
      readonly kind: 'no-article';
      readonly reason: 'too-short' | 'not-html' | 'too-complex' | 'wall' | 'not-found';
    };
