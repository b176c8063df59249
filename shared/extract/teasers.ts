import { all, flatText, smallText, type Element } from './dom.ts';

const itemCharsMax = 400;
const itemsMin = 3;
/** A heading that is a link to so much more of its text leads to another page. */
const linkedShareMin = 0.9;

/** Lists of other articles: items side by side, each a linked heading with little below it. */
export function removeTeasers(body: Element): void {
  const headings = all(body, 'h2, h3, h4, h5');
  const headed = new Set<Element>();
  for (const heading of headings) {
    for (let part: Element | null = heading; part !== null && !headed.has(part); part = parentOf(part))
      headed.add(part);
  }
  const lists = new Map<Element, Set<Element>>();
  for (const item of headings.map((heading) => itemOf(heading, body, headed))) {
    const list = item === undefined ? null : parentOf(item);
    if (item === undefined || list === null) continue;
    const items = lists.get(list) ?? new Set();
    lists.set(list, items.add(item));
  }
  for (const items of lists.values()) {
    if (items.size >= itemsMin) for (const item of items) item.remove();
  }
}

/** The part around a linked heading beside which another has a heading; undefined where it says too much for a teaser. */
function itemOf(heading: Element, body: Element, headed: ReadonlySet<Element>): Element | undefined {
  const link = heading.querySelector('a');
  const length = flatText(heading).length;
  if (link === null || length === 0 || flatText(link).length < linkedShareMin * length) return undefined;
  const isTwin = (item: Element, twin: Element | null) =>
    twin !== null && twin.nodeName === item.nodeName && headed.has(twin);
  for (let item = parentOf(heading); item !== null && item !== body; item = parentOf(item)) {
    if (smallText(item, itemCharsMax) === undefined) return undefined;
    if (isTwin(item, item.previousElementSibling) || isTwin(item, item.nextElementSibling)) return item;
  }
  return undefined;
}

const parentOf = (element: Element) => element.parentNode as Element | null;
