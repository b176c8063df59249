import { eventHits, eventSets, ruleHits, sampleNewsroom, tell, type Told } from './stories/alerts.ts';
import { clusters } from './stories/clusters.ts';
import { copies } from './stories/copies.ts';
import { leaveOneOut } from './stories/left-out.ts';
import { bench, hasBench, print } from './text/sets.ts';

/** Prints how well copies, stories and their chapters are told, beside peers. */
function main(): void {
  if (!hasBench()) {
    process.stdout.write(
      `The public test sets are not at ${bench}; its README tells what they are and where from.\n`,
    );
    return;
  }
  const figure = (value: number) => value.toFixed(3);

  const found = copies();
  process.stdout.write(
    `Copies: ${found.textCount} Arabic articles (AKEC, ailab-uniud, research use; events written for this project)\n`,
  );
  print(
    ['edit, recall', 'rasid', 'simhash', 'same text', 'target'],
    [
      ...found.recall.map(({ edit, ours, simhash, sameText }) => [edit, figure(ours), figure(simhash), figure(sameText), '.985']),
      [`of ${found.pairCount} different pairs, ${found.sameEventPairCount} of one event, taken for copies`, String(found.falseCount), String(found.falseSimhashCount), '0', '0'],
    ],
  ); // prettier-ignore

  process.stdout.write('\nStories: ECB+ (tommasoc80/EventStoryLine, CC BY 3.0) in time order, BCubed\n');
  const scored = clusters();
  print(
    ['order', 'P', 'R', 'F1', 'stories', 'events', 'TF-IDF, tuned: P', 'R', 'F1', 'target F1'],
    scored.map(({ seed, ours, peer }) => [
      String(seed),
      ...[ours.P, ours.R, ours.F1].map(figure),
      String(ours.stories),
      String(ours.events),
      ...[peer.P, peer.R, peer.F1].map(figure),
      '.90',
    ]),
  );
  const mean = (values: readonly number[]) =>
    figure(values.reduce((sum, value) => sum + value, 0) / values.length);
  process.stdout.write(`mean F1 ${mean(scored.map(({ ours }) => ours.F1))}, TF-IDF ${mean(scored.map(({ peer }) => peer.F1))}\n`); // prettier-ignore

  process.stdout.write('\nAlerts, as the pipeline matches and places in time order\n');
  const sets = Object.entries(eventSets).map(([name, path]) => ({ name, path, hits: eventHits(path) }));
  const head = ['hits', 'stories', 'told', 'a story', 'target', 'never told', 'in another', 'chapters', 'all alerts a story']; // prettier-ignore
  print(
    ['', ...head],
    [
      ['sample newsroom', ...rowOf(tell(sampleNewsroom()))],
      ...sets.map(({ name, hits }) => [name, ...rowOf(tell(hits))]),
      ...sets.map(({ name, path }) => [`${name}, by rules`, ...rowOf(tell(ruleHits(path)))]),
    ],
  );
  process.stdout.write('\nThe same with the likeness that does best on the other two sets\n');
  const leftOut = leaveOneOut(sets.map(({ hits }) => hits));
  print(
    ['', 'likeness', ...head],
    sets.map(({ name }, at) => [name, leftOut[at]!.likenessMin.toFixed(2), ...rowOf(leftOut[at]!.told)]),
  );
}

function rowOf({ hitCount, storyCount, beginningCount, missed, mistakenCount, chapters }: Told): string[] {
  const each = (count: number) => (count / storyCount).toFixed(2);
  return [
    String(hitCount),
    String(storyCount),
    String(beginningCount),
    each(beginningCount),
    '1.10',
    String(missed.length),
    String(mistakenCount),
    String(chapters.length),
    each(beginningCount + chapters.length),
  ];
}

main();
