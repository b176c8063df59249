/** What a user watches for, as the config gives it: checked, files and pages already read. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  /** "Articles like these": summed evidence. */
  readonly like: readonly Example[];
  /** Every group must hit; a group hits when one of its terms does. */
  readonly all: readonly TermGroup[];
  /** At least one of these terms must hit, when there are any. */
  readonly any: TermList;
  /** Terms that add points when they occur; also the weight of a term that stands in a group. */
  readonly weights: Readonly<Record<string, number>>;
  readonly near: readonly Near[];
  /** One of these rules the article out. */
  readonly not: TermList;
  /** How far from its examples in time an article still counts in full; undefined: the default of `match`. */
  readonly spanMs?: number | 'always' | undefined;
  /** Points; undefined: the default of `match`. */
  readonly threshold?: number | undefined;
  /** Only articles in these languages; empty: all. */
  readonly languages: readonly string[];
  /** Only articles of these feeds, by name, or of these hosts and those under them; none: all. */
  readonly sources?: readonly string[] | undefined;
  readonly alert: AlertPolicy;
  /** What readers have said of its alerts; no part of its file. */
  readonly overlay?: Overlay | undefined;
}

/** A topic that asks for nothing but what is given, and alerts nobody. */
export function bareTopic(name: string, fields: Partial<Topic> = {}): Topic {
  return {
    name,
    title: name,
    like: [],
    all: [],
    any: [],
    weights: {},
    near: [],
    not: [],
    languages: [],
    alert: { channels: [], backfill: false },
    ...fields,
  };
}

/** Bounded changes by feedback (feedback.ts). */
export interface Overlay {
  /** Articles that were called relevant. */
  readonly like: readonly Example[];
  /** Times the threshold. */
  readonly strictness: number;
  readonly mutedStories: readonly string[];
  /** No alerts before; Infinity: until somebody resumes it. */
  readonly pausedUntilMs?: number | undefined;
}

export interface Example {
  readonly text: string;
  readonly title?: string | undefined;
  readonly lang?: string | undefined;
  readonly publishedAtMs?: number | undefined;
}

/** Terms that count in every language, or by language terms that count in articles in that one only. */
export type TermList = readonly string[] | Readonly<Record<string, readonly string[]>>;

export const isPlain = (list: TermList): list is readonly string[] => Array.isArray(list);

export function termsIn(list: TermList, lang: string): readonly string[] {
  if (isPlain(list)) return list;
  return Object.hasOwn(list, lang) ? list[lang]! : [];
}

/** Those of every language. */
export function allTerms(list: TermList): readonly string[] {
  return isPlain(list) ? list : Object.values(list).flat();
}

/** Whether it asks for anything, be it in another language. */
export function hasTerms(list: TermList): boolean {
  return isPlain(list) ? list.length > 0 : Object.keys(list).length > 0;
}

export interface TermGroup {
  readonly name: string;
  readonly terms: TermList;
}

/** All the terms within a window of so many words, in any order unless `ordered`. */
export interface Near {
  readonly terms: TermList;
  readonly within: number;
  readonly ordered?: boolean | undefined;
  /** Points when it occurs. */
  readonly weight?: number | undefined;
}

export interface AlertPolicy {
  /** Names of channels in the config. */
  readonly channels: readonly string[];
  /** Alerts come together, at these times; each at once where there is none. */
  readonly digest?: Schedule | undefined;
  readonly quiet?: QuietHours | undefined;
  /** What does not wait for a digest or for the end of quiet hours. */
  readonly breaking?: Breaking | undefined;
  readonly perHourMax?: number | undefined;
  /** Alert on what a feed showed in its first document, too. */
  readonly backfill: boolean;
  /** Tell that a hit was edited, too. */
  readonly edits?: boolean | undefined;
  /** Tell the owner after so much silence, in milliseconds, or never; undefined: by the topic's own rate. */
  readonly silence?: number | 'off' | undefined;
}

/** Local wall-clock minutes of the day in an IANA time zone; the window may cross midnight. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly timeZone: string;
}

/** When digests are due. `minute` is of the local day, `weekday` 0 for Sunday; without a zone the owner's counts. */
export type Schedule = { readonly timeZone?: string | undefined } & (
  | { readonly kind: 'hourly' }
  | { readonly kind: 'daily'; readonly minute: number }
  | { readonly kind: 'weekly'; readonly weekday: number; readonly minute: number }
);

/** A story is breaking news when it reaches one of these. */
export interface Breaking {
  /** Independent texts that report it. */
  readonly texts?: number | undefined;
  /** Score of the alert's article, in times of the topic's threshold. */
  readonly score?: number | undefined;
}

/** What is matched: an article's words, wherever they come from. */
export interface Matchable {
  readonly text: string;
  readonly title?: string | undefined;
  readonly lang?: string | undefined;
  readonly publishedAtMs?: number | undefined;
  /** The feed that had it, by name, and its own address: where it is from. */
  readonly feed?: string | undefined;
  readonly url?: string | undefined;
}

/** One topic's judgement of one article. */
export interface Match {
  readonly topic: string;
  /** Points, on the scale of the topic's threshold; 0 when a hard rule rules it out. */
  readonly score: number;
  readonly threshold: number;
  readonly isHit: boolean;
  readonly receipt: Receipt;
}

/** Why: which term matched which words in which sentence, and what was missing. */
export interface Receipt {
  readonly evidence: readonly Evidence[];
  /** Groups of `all` without a hit; `any` when none of those hit; `not: term`, `language: xx` or `source: host` for what ruled it out. */
  readonly missing: readonly string[];
  /** Share of `like` in the score, in points, and its value on the topic's own scale. */
  readonly like?: { readonly points: number; readonly similarity: number } | undefined;
}

export interface Evidence {
  /** `all:who`, `any`, `weight`, `near`, `like`. */
  readonly rule: string;
  /** The term as the topic writes it (for `like`: the shared term). */
  readonly term: string;
  /** The words of the article, as written there. */
  readonly surface: string;
  readonly field: 'title' | 'text';
  /** UTF-16 offsets into that field. */
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly points: number;
}
