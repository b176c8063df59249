import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { serve, textOf } from './worker.mjs';

await serve((html) => {
  const article = new Readability(parseHTML(html).document).parse();
  return {
    text: textOf(article?.content),
    title: article?.title,
    author: article?.byline,
    date: article?.publishedTime,
  };
});
