import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../shared/domain/markup-text.ts';
import { markOf, saysTheSame } from '../../shared/pipeline/marks.ts';
import { webAddress } from '../../shared/domain/web-address.ts';

const word = fc.stringMatching(/^[a-zابتجحدرسعفقكلمنهوي]{2,9}$/u);
const sentence = fc.array(word, { minLength: 6, maxLength: 20 });
const sentences = fc.array(sentence, { minLength: 1, maxLength: 5 });
const plainHtml = (said: readonly (readonly string[])[]) =>
  said.map((words) => `<p>${words.join(' ')}.</p>`).join('');

/** The same words as another run of the publisher's template writes them. */
function rewritten(said: readonly (readonly string[])[], { count, id }: { count: number; id: string }): string {
  const paragraphs = said.map((words) => {
    const [first = '', ...rest] = words;
    const link = `<a href="https://example.org/x?utm_source=${id}" data-n='${count}'>${escapeText(first)}</a>`;
    return `\n  <div class="p-${id}"><!-- ${id} -->${link}&nbsp;\n${rest.join(' \t ').toUpperCase()}&#46;</div>`;
  });
  const image = `<img src="/i.jpg?v=${id}" alt="" width=${count}>`;
  return `${image}${paragraphs.join('\r\n')}<p>${count} views</p><p>منذ ${count} دقائق</p><script>var n=${count}</script>`;
} // prettier-ignore

describe('the mark of an entry', () => {
  const run = fc.record({ count: fc.nat(), id: fc.stringMatching(/^[a-z\d]{1,8}$/u) });

  it('stays through everything that a template does by itself', () => {
    fc.assert(
      fc.property(sentence, sentences, run, run, (title, said, one, other) => {
        const entry = { title: title.join(' '), summary: rewritten(said, one), link: webAddress(`https://a.example/?${one.id}`)!, date: one.id, publishedAtMs: one.count };
        const again = { title: ` ${title.join('  ')} `, summary: rewritten(said, other), link: webAddress(`https://a.example/?${other.id}`)!, date: other.id, publishedAtMs: other.count };
        expect(markOf(again)).toBe(markOf(entry));
        expect(markOf({ ...entry, summary: plainHtml(said) })).toBe(markOf(entry));
      }),
    );
  }); // prettier-ignore

  it('changes with any word, wherever it stands', () => {
    const place = fc.record({ at: fc.nat(), word, field: fc.constantFrom('title', 'summary', 'content') });
    fc.assert(
      fc.property(sentence, sentences, sentences, place, (title, summary, content, { at, word: other, field }) => {
        const say = (words: { title: string[]; summary: string[][]; content: string[][] }) =>
          markOf({ title: words.title.join(' '), summary: plainHtml(words.summary), content: plainHtml(words.content) });
        const before = { title, summary, content };
        const changed = (words: readonly string[]) => words.map((one, index) => (index === at % words.length ? other : one));
        const after = { ...before, [field]: field === 'title' ? changed(title) : before[field as 'summary'].map((words, index) => (index === 0 ? changed(words) : words)) };
        const isSame = JSON.stringify(before) === JSON.stringify(after);
        expect(say(after) === say(before)).toBe(isSame);
      }),
    );
  }); // prettier-ignore

  it.each([
    ['a count in a sentence', 'At least 150 people were moved to Baghdad.', 'At least 200 people were moved to Baghdad.'],
    ['a count that is a line by itself', '150 dead', '200 dead'],
    ['a word that moves to another field', 'one two', ''],
  ])('changes with %s', (_, before, after) => {
    expect(markOf({ title: 'Floods', summary: after })).not.toBe(markOf({ title: 'Floods', summary: before }));
  }); // prettier-ignore
});

describe('two texts', () => {
  it.each([
    ['letters spelled another way', 'نُقل المعتقلون إلى مدينة بغداد.', 'نقل المعتقلون إلــى مدينة بغداد'],
    ['a counter that ticks', 'Floods hit the town.\n\nUpdated 10:42\n\n17 comments', 'Floods hit the town.\n\nUpdated 11:03\n\n21 comments'],
    ['digits of another script', 'وصل ١٥٠ شخصا إلى المدينة صباح اليوم.', 'وصل 150 شخصا إلى المدينة صباح اليوم.'],
  ])('say the same: %s', (_, left, right) => {
    expect(saysTheSame(left, right)).toBe(true);
  }); // prettier-ignore

  it('say something else with one word more', () => {
    expect(saysTheSame('Floods hit the town.', 'Floods hit the old town.')).toBe(false);
  });
});
