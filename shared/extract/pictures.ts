import { all, smallText, type Element } from './dom.ts';

const captionCharsMax = 200;
const endsSentence = /[.:!?؟۔。…]["'»”’)\]]*$/u;

/**
 * The words that stand alone with a picture: its caption, whatever the theme calls it. What ends like a sentence, or
 * has a heading, may be the text itself.
 */
export function removeCaptions(body: Element): void {
  for (const parent of new Set(all(body, 'img').map(parentOf))) {
    let frame: Element | undefined;
    for (let around = parent; around !== undefined && around !== body; around = parentOf(around)) {
      const text = smallText(around, captionCharsMax);
      if (text === undefined || endsSentence.test(text)) break;
      if (text !== '') frame = around;
    }
    if (frame !== undefined && frame.querySelector('h1, h2, h3, h4, h5, h6, li') === null) frame.remove();
  }
}

const parentOf = (element: Element) => (element.parentNode ?? undefined) as Element | undefined;
