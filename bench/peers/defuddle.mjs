import { Defuddle } from 'defuddle/node';
import { parseHTML } from 'linkedom';
import { serve, textOf } from './worker.mjs';

// It speaks of its own troubles on standard output, where the answers go.
console.log = console.warn = console.error = () => {};

await serve(async (html, url) => {
  const article = await Defuddle(parseHTML(html).document, url, { useAsync: false });
  return {
    text: textOf(article.content),
    title: article.title,
    author: article.author,
    date: article.published,
  };
});
