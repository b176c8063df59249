import type { Placement, Story } from '../domain/story.ts';
import { heldBackBy } from '../domain/feedback.ts';
import { rateAfter } from '../domain/silence.ts';
import type { Action } from '../ports/table.ts';
import { freeLikenessFor, placeInStory } from '../stories/place.ts';
import { sketch } from '../stories/sketch.ts';
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
import { analyse } from '../text/analyse.ts';
import { alertOf, type Hit } from './alert-of.ts';
import { deliveriesOf, isBreaking, releasedOf, type Owner } from './due.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';

type PlacePorts = Pick<Ports, 'table' | 'queues' | 'clock' | 'random' | 'log'>;

/**
 * Places one hit in a story of its topic: one transaction on the revision of the topic's head. If the head has
 * moved meanwhile, it reads again and assigns again. Placing the same (topic, article) twice changes nothing.
 */
export async function place(ports: PlacePorts, hit: Hit, owner: Owner): Promise<{ isAlerted: boolean }> {
  for (let race = 0; race < limits.placeRacesMax; race += 1) {
    const earlier = await getHit(ports.table, hit.topic.name, hit.article.id);
    const isNewsNow = earlier?.isBaseline === true && !hit.isBaseline;
    if (earlier !== undefined && !isNewsNow) return { isAlerted: false };

    const placing = await decide(ports, hit, earlier, owner);
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

async function decide(ports: PlacePorts, hit: Hit, earlier: HitRecord | undefined, owner: Owner) {
  const { topic, article } = hit;
  const nowMs = ports.clock.nowMs();
  const { head, revision } = await getHead(ports.table, topic.name);
  const open = head.recent.filter(({ latestAtMs }) => latestAtMs > nowMs - storyOpenMs);
  const stories = await getStories(
    ports.table,
    topic.name,
    open.map(({ story }) => story),
  );
  const { story, placement } = assign(hit, earlier, stories, nowMs);

  const isAlertable = !hit.isBaseline || topic.alert.backfill;
  const newFacts = placement.kind === 'joins' ? placement.newFacts : [];
  const isNew = isAlertable && (story.chapterCount === 0 || newFacts.length > 0);
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
    story: story.id,
    chapter,
    duplicateOf: placement.kind === 'joins' ? placement.duplicateOf : undefined,
    isBaseline: hit.isBaseline,
    heldBack,
    placedAtMs: nowMs,
  };
  const alert = chapter === undefined ? undefined : alertOf(hit, { story, chapter, newFacts, nowMs });
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

/** Which story the article belongs to, and that story with the article in it. */
function assign(hit: Hit, earlier: HitRecord | undefined, stories: readonly Story[], nowMs: number) {
  const { article, topic } = hit;
  const own = earlier && stories.find((story) => story.id === earlier.story);
  if (own) {
    // It is in its story since the baseline; only now is it news.
    const placement: Placement = { kind: 'joins', story: own.id, newFacts: [] };
    return { story: own, placement };
  }
  const dated = { ...article, publishedAtMs: article.publishedAtMs ?? article.readAtMs };
  const drawn = sketch(dated, analyse, hit.match.receipt.evidence);
  const { placement, story } = placeInStory(drawn, stories, nowMs, freeLikenessFor(topic));
  const isNew = placement.kind === 'new';
  return { story: isNew ? { ...story, id: idOf('story', topic.name, article.id) } : story, placement };
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
