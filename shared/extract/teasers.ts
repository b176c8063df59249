import { all, flatText, type Element } from './dom.ts';

const itemCharsMax = 400;
const itemsMin = 3;
/** A heading that is a link to so much more of its text leads to another page. */
const linkedShareMin = 0.9;

/** Lists of other articles: items side by side, each a linked heading with little below it. */
export function removeTeasers(body: Element): void {
  const lists = new Map<Element, Element[]>();
  for (const heading of all(body, 'h2, h3, h4, h5')) {
    const item = itemOf(heading, body);
    const list = item?.parentNode as Element | null | undefined;
    if (item === undefined || list === null || list === undefined) continue;
    lists.set(list, [...(lists.get(list) ?? []), item]);
  }
  for (const items of lists.values()) {
    if (new Set(items).size >= itemsMin) for (const item of items) item.remove();
  }
}

/** The part around a linked heading that has siblings of its kind; undefined where it says too much for a teaser. */
function itemOf(heading: Element, body: Element): Element | undefined {
  const link = heading.querySelector('a');
  const length = flatText(heading).length;
  if (link === null || length === 0 || flatText(link).length < linkedShareMin * length) return undefined;
  for (let item = parentOf(heading); item !== null && item !== body; item = parentOf(item)) {
    if (flatText(item).length > itemCharsMax) return undefined;
    if (hasTwin(item)) return item;
  }
  return undefined;
}

const hasTwin = (element: Element) =>
  [element.previousElementSibling, element.nextElementSibling].some(
    (twin) => twin?.nodeName === element.nodeName && twin.querySelector('h2, h3, h4, h5') !== null,
  );

const parentOf = (element: Element) => element.parentNode as Element | null;
