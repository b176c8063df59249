import { isolate, points, sourceTexts, timeText } from '../../shared/channels/message.ts';
import type { Article } from '../../shared/domain/article.ts';
import type { Config } from '../../shared/domain/config.ts';
import type { Match, Topic } from '../../shared/domain/topic.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { articleIdOf } from '../../shared/pipeline/article-of.ts';
import { judge, matchable } from '../../shared/pipeline/match.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import {
  articleIdOfUrl,
  getArticle,
  getArticleObject,
  type ArticleRecord,
  type Version,
} from '../../shared/store/articles.ts';
import { getDeliveries, getDelivery, type Delivery } from '../../shared/store/deliveries.ts';
import { unreadableEntries, unreadEntries, type EntryState } from '../../shared/store/entries.ts';
import { digestStory } from '../../shared/store/messages.ts';
import { getHit, type HitRecord } from '../../shared/store/stories.ts';
import { usageError } from '../output.ts';
import {
  pointsWithoutHardRules,
  ruleByRule,
  ruleLines,
  verdictText,
  type RuleCheck,
} from '../rule-by-rule.ts';

export interface Reason {
  readonly match: Match;
  /** The topic group by group. */
  readonly rules: readonly RuleCheck[];
  /** What was decided when the article came; undefined when it was no hit then. */
  readonly hit?: HitRecord | undefined;
  readonly deliveries: readonly Delivery[];
}

export type Why =
  | {
      readonly kind: 'read';
      readonly record: ArticleRecord;
      readonly reasons: readonly Reason[];
      /** The article of a feed that does not speak for the address and shows it. */
      readonly claim?: ArticleRecord | undefined;
    }
  | { readonly kind: 'unread'; readonly entry: EntryState }
  /** Closed without being read. */
  | { readonly kind: 'unreadable'; readonly entry: EntryState }
  | { readonly kind: 'unknown'; readonly url: string };

const waitingEntriesOfFeedMax = 1_000;
const unreadableMax = 1_000;
/** Below this share of a threshold, hard rules left aside, an article is about something else. */
const strangerShare = 0.3;

/** Why an article alerted, or why it did not: what every topic says of it, and what became of its alerts. */
export async function why(ports: Ports, config: Config, given: string): Promise<Why> {
  const url = canonicalUrl(given);
  if (url === undefined) throw usageError(`${given} is not an http or https URL`);
  const direct = await getArticle(ports.table, articleIdOf(url));
  const alias = direct === undefined ? await articleIdOfUrl(ports.table, url) : undefined;
  const claimed = await articleIdOfUrl(ports.table, url, 'claim');
  const claim = claimed === undefined ? undefined : (await getArticle(ports.table, claimed))?.record;
  const known = ((direct ?? (alias && (await getArticle(ports.table, alias)))) || undefined)?.record;
  const record = known ?? claim;
  if (record === undefined) {
    return entryOf(ports, url);
  }
  const object = await getArticleObject(ports.blobs, record.objectKey);
  if (object === undefined) return { kind: 'unknown', url };
  const reasons: Reason[] = [];
  for (const topic of config.topics) reasons.push(await reasonOf(ports, config, topic, object.article));
  return { kind: 'read', record, reasons, ...(known !== undefined && claim !== undefined && { claim }) };
}

/** The entry of an address that is no article, or not yet. */
async function entryOf({ table }: Ports, url: string): Promise<Why> {
  const hasLink = ({ link }: EntryState) => link === url;
  const waiting = await unreadEntries(table, waitingEntriesOfFeedMax);
  const unread = [...waiting.values()].flat().find(hasLink);
  if (unread !== undefined) return { kind: 'unread', entry: unread };
  const closed = (await unreadableEntries(table, 0, unreadableMax)).find(hasLink);
  return closed === undefined ? { kind: 'unknown', url } : { kind: 'unreadable', entry: closed };
}

async function reasonOf(ports: Ports, config: Config, topic: Topic, article: Article): Promise<Reason> {
  const hit = await getHit(ports.table, topic.name, article.id);
  const deliveries = hit === undefined ? [] : await getDeliveries(ports.table, topic.name, hit.story);
  const chapters = [hit?.chapter, ...(hit?.editChapters ?? [])];
  const own = deliveries.filter((delivery) => chapters.includes(delivery.chapter));
  const match = judge(config, topic.name, matchable(article));
  return {
    match,
    rules: ruleByRule(topic, match),
    hit,
    deliveries: await Promise.all(own.map((delivery) => withDigest(ports, delivery))),
  };
}

/** A folded delivery with what has become of its digest. */
async function withDigest({ table }: Ports, delivery: Delivery): Promise<Delivery> {
  const { state, topic, channel, digestSlotMs } = delivery;
  if (state !== 'folded' || digestSlotMs === undefined) return delivery;
  const story = digestStory(channel, digestSlotMs);
  const digest = (await getDelivery(table, { topic, story, chapter: 0, channel }))?.delivery;
  return { ...delivery, reason: `into a digest, which is ${digest?.state ?? 'missing'}` };
}

export function whyLines(found: Why, config: Config): string[] {
  if (found.kind === 'unknown') {
    return [
      `Rasid has not read ${found.url}.`,
      'No feed has shown it yet, or it was read more than 30 days ago and matched nothing. `rasid feeds` shows how the feeds do.',
    ];
  }
  if (found.kind === 'unread') {
    const next = timeText(found.entry.nextReadAtMs, config.timeZone);
    return [
      `A feed (${found.entry.feedId}) shows it; it is still to be read: ${found.entry.failureCount} tries failed, the next at ${next}.`,
    ];
  }
  if (found.kind === 'unreadable') {
    const { feedId, unreadable } = found.entry;
    const at = timeText(unreadable?.atMs, config.timeZone);
    return [
      `A feed (${feedId}) shows it; it could not be read, and was closed ${at}: ${unreadable?.reason ?? ''}.`,
      'No topic has seen its text. It is read again when its feed shows it with other words.',
    ];
  }
  const { record } = found;
  return [
    isolate(record.title),
    `${sourceTexts(record, isolate).join(', ')}, ${record.lang}, read ${timeText(record.readAtMs, config.timeZone)}`,
    record.url,
    ...viaLines(record, found.claim),
    ...(record.textFromFeed === undefined ? [] : [`The text is the feed's own: ${record.textFromFeed}.`]),
    ...(record.isBaseline ? ['It was there when the feed was added: stored, not alerted.'] : []),
    ...(record.versions ?? []).slice(1).map((version) => versionLine(version, config)),
    ...found.reasons.flatMap((reason) => ['', ...reasonLines(reason, config)]),
  ];
}

/** The feed that does not speak for the page: what it has brought, and what it shows at the same address. */
function viaLines({ via, textFromFeed }: ArticleRecord, claim: ArticleRecord | undefined): string[] {
  const words = textFromFeed === undefined ? 'Every word is from the page.' : 'The words are the feed’s own.';
  return [
    ...(via === undefined ? [] : [`The feed ${isolate(via)} does not speak for this page. ${words}`]),
    ...(claim === undefined ? [] : [`Another article has this address, ${sourceTexts(claim, isolate).join(', ')}: ${isolate(claim.title)}`]),
  ];
} // prettier-ignore

/** What an edit has done; what it was for a topic that is told of edits, the topic's own lines say. */
function versionLine({ readAtMs, edit }: Version, { timeZone }: Config): string {
  const at = timeText(readAtMs, timeZone);
  if (edit === undefined) return `Read again ${at}: it came as news.`;
  const did = edit.newHits.length === 0 ? 'no topic more' : `since then it hits ${edit.newHits.join(', ')}`;
  if (edit.changed.length === 0) return `Read again ${at}: a feed of its own outlet shows it; ${did}.`;
  return `Edited, read ${at}: another ${edit.changed.join(' and ')}; ${did}.`;
}

function reasonLines({ match, hit, deliveries }: Reason, config: Config): string[] {
  const topic = config.topics.find(({ name }) => name === match.topic);
  const without = pointsWithoutHardRules(match);
  const isStranger = !match.isHit && hit === undefined && without < strangerShare * match.threshold;
  if (topic === undefined || isStranger) {
    const { missing } = match.receipt;
    const much = without > 0 ? `little of it, ${points(without)} of ${points(match.threshold)} points` : 'nothing of it'; // prettier-ignore
    return [`${match.topic}: no hit; the article has ${much}${missing.length > 0 ? ` (missing: ${missing.join(', ')})` : ''}`]; // prettier-ignore
  }
  const lines = [`${match.topic}: ${verdictText(match)}`];
  for (const line of ruleLines(topic, match)) lines.push(`  ${line}`);
  const [best] = match.receipt.evidence;
  if (best !== undefined) lines.push(`  Above all it says: “${isolate(best.sentence)}”`);
  if (hit !== undefined) lines.push(`  ${placeLine(hit)}`);
  if (hit === undefined && match.isHit) lines.push('  It was no hit when it was read: the topic has changed since. `rasid replay` shows what else would change.'); // prettier-ignore
  if (hit !== undefined && !match.isHit) lines.push('  It was a hit when it was read: it was edited, or the topic has changed since.'); // prettier-ignore
  for (const { channel, state, endedAtMs, dueAtMs, reason } of deliveries) {
    const at = timeText(endedAtMs ?? dueAtMs, config.timeZone);
    lines.push(`  ${channel}: ${state} (${at})${reason === undefined ? '' : `: ${reason}`}`);
  }
  return lines;
}

function placeLine(hit: HitRecord): string {
  if (hit.chapter !== undefined) {
    const { chapter, editChapters = [] } = hit;
    const edits = editChapters.length === 0 ? '' : `, and when it was edited ${editChapters.join(', ')}`;
    return `story ${hit.story}: opened chapter ${chapter}${edits}`;
  }
  if (hit.duplicateOf !== undefined) return `story ${hit.story}: a copy of ${hit.duplicateOf}, so no alert`;
  if (hit.heldBack !== undefined) return `story ${hit.story}: ${hit.heldBack} by feedback, so no alert`;
  const known = hit.isBaseline ? 'baseline, so no alert' : 'already alerted, so no alert';
  return `story ${hit.story}: ${known}`;
}
