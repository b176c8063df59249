import { describe, expect, it } from 'vitest';
import { wordsFromYaml } from '../../shared/config/words.ts';
import type { OwnWords } from '../../shared/domain/text.ts';
import { judge } from '../../shared/pipeline/match.ts';
import { analyse, analyser } from '../../shared/text/analyse.ts';
import { keywords } from '../../shared/text/keywords.ts';
import { configOf, topicOf } from '../pipeline/test-world.ts';

const source = `same:
  ar: [[زنزانة, حجرة]]
concepts:
  - { id: blue-crescent, kind: who, ar: [الهلال الأزرق], en: [Blue Crescent, BCO] }
  - { id: harbour-nine, kind: where, within: iq, ar: [المرفأ التاسع], en: [Harbour Nine] }
  - { id: war, kind: what, ar: [نزال] }
`;

function own(text = source): OwnWords {
  const parsed = wordsFromYaml(text, 'words.yaml');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.value;
}
const idsIn = (text: string, lang: string, read = analyser(own())) =>
  read(text, lang).concepts.map(({ concept }) => concept.id);

describe('the owner’s words', () => {
  it('give forms one term, with and without particles, and nothing without them', () => {
    const termsOf = (read: typeof analyse) => ['الزنزانة', 'حجرة', 'وبالحجرة'].map((word) => read(word, 'ar').tokens[0]?.term); // prettier-ignore
    expect(new Set(termsOf(analyser(own()))).size).toBe(1);
    expect(new Set(termsOf(analyse)).size).toBe(2);
    expect(analyser(own())('حجرة', 'fa').tokens[0]?.term).toBe(analyse('حجرة', 'fa').tokens[0]?.term);
  });

  it('name concepts in every language given, and leave Rasid’s own alone', () => {
    expect(idsIn('قال متحدث باسم الهلال الأزرق إن الحرب انتهت', 'ar')).toEqual(expect.arrayContaining(['blue-crescent', 'war'])); // prettier-ignore
    expect(idsIn('The Blue Crescent and BCO said', 'en')).toEqual(['blue-crescent', 'blue-crescent']);
    expect(idsIn('The Blue Crescent said', 'en', analyse)).toEqual([]);
    expect(idsIn('نزال', 'ar')).toEqual(['war']);
    const [place] = analyser(own())('Harbour Nine', 'en').concepts;
    expect(place?.concept.within[0]).toBe('iq');
  });

  it('are in keywords, and in what topics match', () => {
    const article = { title: 'الهلال الأزرق يزور زنزانة', text: 'زار وفد الهلال الأزرق حجرة في السجن. وقال الهلال الأزرق إن الزيارة ناجحة.', lang: 'ar' }; // prettier-ignore
    const found = keywords(article, { read: analyser(own()) }).keywords;
    expect(found.map(({ entity }) => entity)).toContain('blue-crescent');
    const topics = [topicOf('cells', { any: ['زنزانة'] })];
    const text = { text: 'زار الوفد الحجرة', lang: 'ar' };
    expect(judge(configOf([], { topics, words: own() }), 'cells', text).isHit).toBe(true);
    expect(judge(configOf([], { topics }), 'cells', text).isHit).toBe(false);
  });

  it.each([
    ['same: { arabic: [[a, b]] }', /^1:9 .*language code/u],
    ['same:\n  ar: [[واحد]]', /^2:\d+ /u],
    ['same:\n  ar: [[واحد, اثنان ثلاثة]]', /^2:\d+ .*more than one word/u],
    ['concepts:\n  - { id: a, kind: thing, en: [x] }', /^2:\d+ /u],
    ['concepts:\n  - { id: a, kind: who }', /^2:\d+ .*no words/u],
    ['concepts:\n  - { id: a, kind: who, parent: b, en: [x] }', /^2:\d+ .*/u],
    ['concept: []', /^1:1 .*concepts/u],
  ])('%j is refused, with its place', (text, wanted) => {
    const parsed = wordsFromYaml(text, 'words.yaml');
    const [error] = 'errors' in parsed ? parsed.errors : [];
    expect(error && `${error.line}:${error.column} ${error.message}`).toMatch(wanted);
  });
});
