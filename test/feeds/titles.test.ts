import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../shared/feeds/parse.ts';
import { escapeText } from '../../shared/domain/markup-text.ts';

async function titleOf(title: string): Promise<string | undefined> {
  const item = `<item><title>${escapeText(title)}</title><link>https://news.example/1</link></item>`;
  const source = `<rss version="2.0"><channel>${item}</channel></rss>`;
  const outcome = await parseFeed(Buffer.from(source), { url: 'https://news.example/feed', nowMs: 0 });
  if (outcome.kind !== 'feed') throw new Error(outcome.detail);
  return outcome.document.entries[0]?.title;
}

describe('the title of an RSS entry', () => {
  it.each([
    ['A guide to <head> elements', 'A guide to &lt;head&gt; elements'],
    ['The <video> tag at ten', 'The &lt;video&gt; tag at ten'],
    ['How to close a </body>', 'How to close a &lt;/body&gt;'],
    ['List<String> or List<int>', 'List&lt;String&gt; or List&lt;int&gt;'],
    ['When to write <b> in a text', 'When to write &lt;b&gt; in a text'],
    ['الفرق بين <الخبر> والرأي', 'الفرق بين &lt;الخبر&gt; والرأي'],
    ['الوسم <article> في <i>سوريا</i>', 'الوسم &lt;article&gt; في <i>سوريا</i>'],
    ['نتيجة <أول', 'نتيجة &lt;أول'],
  ])('that names a tag keeps it: %s', async (title, expected) => {
    expect(await titleOf(title)).toBe(expected);
  });

  it.each([
    ['Port <b>shut</b>', 'Port <b>shut</b>'],
    ['Port<br>shut', 'Port<br />shut'],
    ['<span class="kicker">Live</span> Port shut', '<span class="kicker">Live</span> Port shut'],
    ['Port shut</b>', 'Port shut'],
    ['Port <img src="https://news.example/i.png"> shut', 'Port <img src="https://news.example/i.png" /> shut'],
    ['Port <script>alert(1)</script>shut', 'Port shut'],
    ['Port <iframe src="https://news.example/">x</iframe>shut', 'Port xshut'],
    ['5 < 6 and 7 > 6', '5 &lt; 6 and 7 &gt; 6'],
  ])('that is set in tags is HTML: %s', async (title, expected) => {
    expect(await titleOf(title)).toBe(expected);
  }); // prettier-ignore
});
