import type { StorySize } from './story.ts';
import type { Evidence } from './topic.ts';

/** One topic's notice of one chapter of a story: what every channel renders. */
export interface Alert {
  /** The same for every channel and every try. */
  readonly id: string;
  readonly topic: string;
  readonly topicTitle: string;
  readonly story: string;
  readonly chapter: number;
  readonly article: {
    readonly id: string;
    readonly url: string;
    readonly title: string;
    readonly outlet: string;
    /** The feed that showed it, where that does not speak for the page. */
    readonly via?: string | undefined;
    readonly lang: string;
    readonly publishedAtMs?: number | undefined;
    /** The first sentences, plain text. */
    readonly lead: string;
    /** Why the text is the feed's own and not the page's, when it is. */
    readonly textFromFeed?: string | undefined;
  };
  readonly score: number;
  readonly threshold: number;
  /** The best of the receipt, best first. */
  readonly evidence: readonly Evidence[];
  /** For chapters after the first: what is new. */
  readonly newFacts: readonly string[];
  /** The story with this article in it; absent in alerts of an earlier version. */
  readonly size?: StorySize | undefined;
  readonly foundAtMs: number;
}
