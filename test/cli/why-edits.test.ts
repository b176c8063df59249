import { expect, it } from 'vitest';
import { why, whyLines } from '../../cli/commands/why.ts';
import { asking, told, watched } from '../pipeline/edited.ts';
import { startMs } from '../pipeline/outlet.ts';
import { topicOf } from '../pipeline/test-world.ts';

it('why says when an article was read and edited, and what each edit did', async () => {
  const { world, outlet, publish, edit } = await watched([asking, topicOf('strike', { any: ['إضراب'] })]);
  await publish('one', told('زيارة معتقل في البصرة'));
  await edit('one', told('زيارة معتقل في البصرة بعد إضراب'));
  await edit('one', told('زيارة معتقل في البصرة بعد إضراب', 2));
  const { config } = (await world.ports.config())!;
  const lines = whyLines(await why(world.ports, config, `${outlet.origin}/a/one`), config);
  const at = (minutes: number) => new Date(startMs + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' '); // prettier-ignore
  expect(lines[1]).toContain(`read ${at(11)}`);
  expect(lines.slice(3, 5)).toEqual([
    `Edited, read ${at(22)}: another title and text; since then it hits strike.`,
    `Edited, read ${at(33)}: another text; no topic more.`,
  ]);
  const text = lines.join('\n');
  expect(text).toMatch(/detainees: hit[^]*opened chapter 0, and when it was edited 1, 2\n( {2}console: sent.*\n){3}/u); // prettier-ignore
  expect(text).toMatch(/strike: hit[^]*opened chapter 0\n {2}console: sent[^\n]*$/u);
});
