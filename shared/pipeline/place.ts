import type { Edit } from '../domain/article.ts';
import type { Placement, Sketch, Story } from '../domain/story.ts';
import { heldBackBy } from '../domain/feedback.ts';
import { rateAfter } from '../domain/silence.ts';
import type { Action } from '../ports/table.ts';
import { growByEdit } from '../stories/grow.ts';
import { newFacts } from '../stories/new-facts.ts';
import { freeLikenessFor, placeInStory } from '../stories/place.ts';
import { deliveryAction, getDeliveryRows, newDeliveryAction, type Delivery } from '../store/deliveries.ts';
import { idOf } from '../store/ids.ts';
import { alertAction } from '../store/messages.ts';
import {
  getHead,
  getHit,
  getStories,
  headAction,
  hitAction,
  recentStoriesMax,
  storyAction,
  storyOpenMs,
  type HitRecord,
  type TopicHead,
} from '../store/stories.ts';
import { alertOf, type Hit } from './alert-of.ts';
import { deliveriesOf, isBreaking, releasedOf, type Owner } from './due.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';

type PlacePorts = Pick<Ports, 'table' | 'queues' | 'clock' | 'random' | 'log' | 'sandbox'>;

/**
 * Places one hit in a story of its topic: one transaction on the revision of the topic's head. If the head has
 * moved meanwhile, it reads again and assigns again. Placing the same version of an article twice changes nothing.
 */
export async function place(ports: PlacePorts, hit: Hit, owner: Owner): Promise<{ isAlerted: boolean }> {
  let drawn: Sketch | undefined;
  for (let race = 0; race < limits.placeRacesMax; race += 1) {
    const earlier = await getHit(ports.table, hit.topic.name, hit.article.id);
    if (earlier !== undefined && isPlaced(hit, earlier)) return { isAlerted: false };

    drawn ??= await sketchOf(ports, hit);
    const placing = await decide(ports, { hit, drawn }, earlier, owner);
    const outcome = await ports.table.transact(placing.actions);
    if (outcome.kind === 'done') {
      await announce(ports, placing.due);
      return { isAlerted: placing.added.length > 0 };
    }
    // Others place in the same topic: the more there are, the further apart they come back.
    await ports.clock.sleep(ports.random.fraction() * Math.min(race, 20) * limits.placeRaceMs);
  }
  throw new Error(`topic ${hit.topic.name}: its head moved ${limits.placeRacesMax} times in a row`);
}

/** Placing it again would change nothing, unless only now it is news, or an edit that the topic asks for. */
function isPlaced({ topic, article, edit, isBaseline }: Hit, earlier: HitRecord): boolean {
  if (edit === undefined) return isBaseline || !earlier.isBaseline;
  return topic.alert.edits !== true || article.readAtMs <= (earlier.versionAtMs ?? earlier.placedAtMs);
}

interface Drawn {
  readonly hit: Hit;
  readonly drawn: Sketch;
}

/** Drawn once, however often the topic's head moves. A text that cannot be drawn is like no other: its hit alerts by itself. */
async function sketchOf({ sandbox }: PlacePorts, { article, match }: Hit): Promise<Sketch> {
  const { id, title, text, lang, outlet, readAtMs } = article;
  const dated = { id, title, text, lang, outlet, publishedAtMs: article.publishedAtMs ?? readAtMs };
  const { evidence } = match.receipt;
  const outcome = await sandbox.run(
    'sketch',
    { article: dated, evidence },
    { group: `stored ${article.feedId}`, shared: {} },
  );
  if (outcome.kind === 'done') return outcome.value;
  const nothing = { terms: [], free: [], counts: [], names: [], minhash: { places: '', shingleCount: 0 } };
  return { ...nothing, articleId: id, lang, outlet, publishedAtMs: dated.publishedAtMs };
}

async function decide(
  ports: PlacePorts,
  { hit, drawn }: Drawn,
  earlier: HitRecord | undefined,
  owner: Owner,
) {
  const { topic, article } = hit;
  const nowMs = ports.clock.nowMs();
  const { head, revision } = await getHead(ports.table, topic.name);
  const open = head.recent.filter(({ latestAtMs }) => latestAtMs > nowMs - storyOpenMs);
  const own = earlier === undefined ? [] : [earlier.story];
  const stories = await getStories(ports.table, topic.name, [
    ...new Set([...open.map(({ story }) => story), ...own]),
  ]);
  const { story, placement } = assign({ hit, drawn }, earlier, stories, nowMs);

  // What an edit of a known hit brings was there at no first look.
  const isBaseline = hit.isBaseline && (earlier === undefined || hit.edit === undefined);
  const isAlertable = !isBaseline || topic.alert.backfill;
  const facts = placement.kind === 'joins' ? placement.newFacts : [];
  const isNew = isAlertable && (story.chapterCount === 0 || facts.length > 0);
  const heldBack = isNew ? heldBackBy(topic, story.id, nowMs) : undefined;
  const opensChapter = isNew && heldBack === undefined;
  const chapter = opensChapter ? story.chapterCount : undefined;
  const told: Story = opensChapter ? { ...story, chapterCount: story.chapterCount + 1 } : story;
  const record: HitRecord = {
    topic: topic.name,
    articleId: article.id,
    objectKey: hit.objectKey,
    score: hit.match.score,
    threshold: hit.match.threshold,
    versionAtMs: article.readAtMs,
    story: story.id,
    ...chaptersOf(earlier, chapter),
    duplicateOf: placement.kind === 'joins' ? placement.duplicateOf : undefined,
    isBaseline,
    heldBack,
    placedAtMs: nowMs,
  };
  const alert = chapter === undefined ? undefined : alertOf(hit, { story, chapter, newFacts: facts, nowMs });
  const rate = opensChapter ? rateAfter(head.rate, nowMs) : head.rate;
  // It has become breaking news while what was told of it waits for the morning.
  const isRoused =
    isAlertable &&
    !opensChapter &&
    heldBack === undefined &&
    isBreaking(topic.alert.breaking, story, hit.match);
  const waiting = isRoused ? releasedOf(await getDeliveryRows(ports.table, topic.name, story.id), nowMs) : [];
  const added = alert === undefined ? [] : deliveriesOf(topic, alert, { story: told, owner, nowMs });
  const actions: Action[] = [
    headAction(topic.name, { ...nextHead(ports, topic.name, open, told), rate }, revision),
    hitAction(record, earlier),
    storyAction(topic.name, told),
    ...(alert === undefined ? [] : [alertAction(alert)]),
    ...added.map(newDeliveryAction),
    ...waiting.map(deliveryAction),
  ];
  return { actions, added, due: [...added, ...waiting.map(({ delivery }) => delivery)] };
}

/** The chapter that a hit opened stays its own; what its edits open comes beside it. */
function chaptersOf(earlier: HitRecord | undefined, chapter: number | undefined) {
  if (earlier?.chapter === undefined) return { chapter };
  const editChapters = [...(earlier.editChapters ?? []), ...(chapter === undefined ? [] : [chapter])];
  return { chapter: earlier.chapter, editChapters };
}

/** Which story the article belongs to, and that story with the article in it. */
function assign(
  { hit, drawn }: Drawn,
  earlier: HitRecord | undefined,
  stories: readonly Story[],
  nowMs: number,
) {
  const { article, topic } = hit;
  const own = earlier && stories.find((story) => story.id === earlier.story);
  if (own) {
    // It is in its story already: only now is it news, or it was edited.
    const told = hit.edit === undefined ? own : growByEdit(own, drawn);
    const facts = hit.edit === undefined ? [] : [editText(hit.edit, newFacts(drawn, own, told))];
    const duplicateOf = earlier.duplicateOf;
    const placement: Placement = { kind: 'joins', story: own.id, duplicateOf, newFacts: facts };
    return { story: told, placement };
  }
  const { placement, story } = placeInStory(drawn, stories, nowMs, freeLikenessFor(topic));
  const isNew = placement.kind === 'new';
  return { story: isNew ? { ...story, id: idOf('story', topic.name, article.id) } : story, placement };
}

/** `edited: title, 150 -> 2000`: the text is named where nothing else says what has changed. */
function editText({ changed }: Edit, facts: readonly string[]): string {
  const what = [...changed.filter((part) => part === 'title'), ...facts];
  return `edited: ${what.length === 0 ? 'text' : what.join(', ')}`;
}

function nextHead(ports: PlacePorts, topic: string, open: TopicHead['recent'], story: Story): TopicHead {
  const others = open.filter((one) => one.story !== story.id);
  const recent = [...others, { story: story.id, latestAtMs: story.latestAtMs }];
  const droppedCount = recent.length - recentStoriesMax;
  if (droppedCount > 0) ports.log('warn', 'recent-stories-dropped', { topic, droppedCount });
  return { recent: recent.slice(-recentStoriesMax) };
}

async function announce(ports: PlacePorts, deliveries: readonly Delivery[]): Promise<void> {
  await ports.queues.deliver.send(
    deliveries
      .filter((delivery) => delivery.state === 'pending')
      .map(({ channel, id }) => ({ group: channel, dedupeId: id, body: JSON.stringify({ channel }) })),
  );
}
