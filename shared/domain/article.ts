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
  /** The name of the feed that showed it, where that does not speak for the page (see `speaksFor`). */
  readonly via?: string | undefined;
  readonly image?: WebAddress | undefined;
  /** Where the text comes from, and why not from the page when it is the feed. */
  readonly source: { readonly kind: 'page' } | { readonly kind: 'feed'; readonly reason: string };
  readonly keywords: readonly Keyword[];
  /** The objects with the frequencies that their scores come from; none before any were learned. */
  readonly frequencies?: readonly string[] | undefined;
}

/** The words of a feed that does not speak for the page, which could not be read. */
export const isClaim = ({ via, source }: Pick<Article, 'via' | 'source'>) =>
  via !== undefined && source.kind === 'feed';

/** It came by a feed that does not speak for the page, and now one that does shows it. */
export const isOwnWord = (earlier: Pick<Article, 'via'>, read: Pick<Article, 'via'>) =>
  earlier.via !== undefined && read.via === undefined;

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
  /** The feeds that it names. */
  readonly feedUrls?: readonly string[] | undefined;
}

export type ExtractOutcome =
  | { readonly kind: 'article'; readonly page: PageContent }
  /** No article in it: too little text, a consent wall, a captcha, a page that says it is not there, a maze. */
  | {
      readonly kind: 'no-article';
      readonly reason: 'too-short' | 'not-html' | 'too-complex' | 'wall' | 'not-found';
      /** What it names all the same. */
      readonly feedUrls?: readonly string[] | undefined;
    };
