import { expect, it } from 'vitest';
import type { Table } from '../../shared/ports/table.ts';
import { addFeedback, getFeedback } from '../../shared/store/feedback.ts';
import { startMs, worldWith } from './outlet.ts';

it('reads the feedback on every topic, however little of it the store gives in a page', async () => {
  const { table } = (await worldWith(startMs)).ports;
  const topics = ['one', 'two', 'three', 'four', 'five'];
  for (const topic of topics)
    await addFeedback(table, { id: topic, kind: 'mute', topic, story: 's', title: 't', atMs: startMs });
  // DynamoDB ends a page at one megabyte.
  const withShortPages: Table = { ...table, query: (query) => table.query({ ...query, itemsMax: 2 }) };
  expect([...(await getFeedback(withShortPages)).keys()].sort()).toEqual([...topics].sort());
});
