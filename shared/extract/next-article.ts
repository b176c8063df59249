import { all, type Element } from './dom.ts';

/**
 * Pages that go on with the next article when the first has been read: a part built like the one with the page's
 * heading, with a heading of the same class and what the theme puts below headings, its date and byline.
 */
export function removeNextArticles(body: Element): void {
  const [heading, second] = all(body, 'h1');
  const below = classOf(heading?.nextElementSibling);
  if (heading === undefined || second !== undefined || classOf(heading) === '' || below === '') return;
  const isNext = (part: Element) =>
    all(part, 'h2, h3').some(
      (one) => classOf(one) === classOf(heading) && classOf(one.nextElementSibling) === below,
    );
  for (let part = parentOf(heading); part !== null && part !== body; part = parentOf(part)) {
    for (let next = part.nextElementSibling; next !== null;) {
      const after = next.nextElementSibling;
      if (classOf(part) !== '' && classOf(next) === classOf(part) && isNext(next)) next.remove();
      next = after;
    }
  }
}

const classOf = (element: Element | null | undefined) => element?.getAttribute('class') ?? '';
const parentOf = (element: Element) => element.parentNode as Element | null;
