import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { doubtLines, doubtsOf, tuneBy, tuneLines, writeTuned } from '../../cli/commands/topic-tune.ts';
import { loadConfig, topicFilesOf } from '../../cli/config-file.ts';
import { diffLines, editTopic } from '../../cli/topic-edit.ts';
import { readArticles } from '../../sample/articles.ts';
import { topicOf } from '../pipeline/test-world.ts';
import { answerOf } from './rasid.ts';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const sample = readArticles(fileURLToPath(new URL('../../sample/articles/', import.meta.url)));
const urlOf = (id: string) => `https://example.org/${id}`;
async function* articles() {
  for (const { id, title, lang, paragraphs } of sample)
    yield await Promise.resolve({ id: urlOf(id), article: { title, lang, text: paragraphs.join('\n\n') } });
}

const yaml = `# mine
topic: strike
like: [ a.txt ]   # the first
weights: { إضراب: 2, ميناء: 2, strike: 2 } # my points
alert: { channels: [console] } # kept
`;

async function project(text = yaml) {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-tune-'));
  folders.push(folder);
  await mkdir(join(folder, 'topics'));
  await writeFile(join(folder, 'rasid.yaml'), 'feeds: ["https://example.org/feed"]\nchannels:\n  console: { type: console }\n'); // prettier-ignore
  const { title, paragraphs } = sample.find(({ id }) => id === 'ufuq-strike-begins')!;
  await writeFile(join(folder, 'topics/a.txt'), `${title}\n${paragraphs.join('\n\n')}`);
  await writeFile(join(folder, 'topics/strike.yaml'), text);
  const load = () =>
    loadConfig(join(folder, 'rasid.yaml'), { examplesFolder: join(folder, '.rasid/examples') });
  const file = () => topicFilesOf(join(folder, 'rasid.yaml'))[0]!;
  return { folder, load, file };
}

describe('topic tune', () => {
  it('shows at most six of each kind, the most doubtful first', async () => {
    const { load } = await project();
    const doubts = await doubtsOf(await load(), 'strike', articles(), () => undefined);
    expect(doubts.articleCount).toBe(sample.length);
    expect(doubts.weakestHits.length).toBeGreaterThan(2);
    expect(doubts.strongestMisses.length).toBeGreaterThan(2);
    for (const shown of [doubts.weakestHits, doubts.strongestMisses])
      expect(shown.length).toBeLessThanOrEqual(6);
    const scores = doubts.weakestHits.map(({ match }) => match.score / match.threshold);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(doubtLines(doubts).join('\n')).toMatch(/^\d+ articles compared\.\nWeakest hits\n[^]*Strongest misses\n/u); // prettier-ignore
  });

  it('makes a yes an example and keeps a no out, in the file, with its comments, and the file loads', async () => {
    const { folder, load, file } = await project();
    const config = await load();
    const doubts = await doubtsOf(config, 'strike', articles(), () => undefined);
    const wrong = doubts.weakestHits.map(({ url }) => url).filter((url) => url.endsWith('teachers-strike') || url.endsWith('lecourrier-teachers') || url.endsWith('tangier-port')); // prettier-ignore
    const no = wrong.length > 0 ? wrong : [urlOf('barada-teachers-strike')];
    const tuned = tuneBy(config, file(), doubts, { yes: [urlOf('lecourrier-strike')], no });
    expect(tuned.unsolved).toEqual([]);
    expect(tuned.diff.join('\n')).toContain(`+   - ${urlOf('lecourrier-strike')} # Maroc`);
    expect(tuneLines(tuned).join('\n')).toMatch(/would change:[^]*strike: \+\d+ \/ -\d+ over/u);
    expect(await readFile(file().file, 'utf8')).toBe(yaml);

    writeTuned(tuned, file(), join(folder, '.rasid'));
    const written = await readFile(file().file, 'utf8');
    for (const comment of ['# mine', '# my points', 'alert: { channels: [console] } # kept']) expect(written).toContain(comment); // prettier-ignore
    const after = await doubtsOf(await load(), 'strike', articles(), () => undefined);
    const hits = new Set(after.weakestHits.map(({ url }) => url));
    for (const url of no) expect(hits.has(url)).toBe(false);
  });

  it('says which group keeps a yes out, since a group is its owner’s', async () => {
    const { load, file } = await project('topic: strike\nall:\n  where: [طنجة]\n  what: [إضراب]\n');
    const config = await load();
    const doubts = await doubtsOf(config, 'strike', articles(), () => undefined);
    const tuned = tuneBy(config, file(), doubts, { yes: [urlOf('ufuq-strike-begins')], no: [] });
    expect(tuned.unsolved.join('\n')).toMatch(
      /still does not match: .*1 hard rule not met \(\u2068where\u2069\)/u,
    );
  });

  it('answers on the command line, and refuses what it does not know', async () => {
    const { folder } = await project();
    expect((await answerOf(folder, 'topic', 'tune', 'strike')).output).toMatch(/0 articles compared/u);
    expect(await answerOf(folder, 'topic', 'tune', 'none')).toMatchObject({ code: 2 });
    expect(await answerOf(folder, 'topic', 'tune', 'strike', '--yes', 'https://example.org/none')).toMatchObject({ code: 2, output: '' }); // prettier-ignore
  }, 40_000);
});

describe('editTopic', () => {
  const before = topicOf('strike', { weights: { إضراب: 2, '6000': 1 }, not: ['كرة'] });
  it('changes what changed and nothing else', () => {
    const text = '# top\ntopic: strike\nweights:\n  إضراب: 2 # a\n  6000: 1\nnot: [كرة]   # b\n';
    const after = { ...before, weights: { إضراب: 1.5, '6000': 0.5 }, not: ['كرة', 'معلم'], threshold: 4 };
    const edited = editTopic(text, 'a.yaml', { before, after, like: [] });
    expect(diffLines(text, edited).filter((line) => !/كرة|معلم|not|# b/u.test(line))).toEqual([
      '-   إضراب: 2 # a',
      '-   6000: 1',
      '+   إضراب: 1.5 # a',
      '+   6000: 0.5',
      '+ threshold: 4',
    ]);
    expect(edited).toContain('# b');
    expect(editTopic(text, 'a.yaml', { before, after: before, like: [] })).toBe(text);
  });
});
