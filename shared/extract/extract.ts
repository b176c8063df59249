import { Readability } from '@mozilla/readability';
import type { ExtractOutcome } from '../domain/article.ts';
import { decode } from '../text/decode.ts';
import { blockLines } from './blocks.ts';
import { removeLinkBlocks } from './boilerplate.ts';
import { parseDocument, type Document, type Element } from './dom.ts';
import { htmlToText } from './html-text.ts';
import { linkedArticle } from './json-ld.ts';
import { isSentence, ownLines } from './lines.ts';
import { lean, type LeanPage } from './lean.ts';
import { dateAmong } from './date.ts';
import { metadataOf } from './metadata.ts';
import { removeNextArticles } from './next-article.ts';
import { removeCaptions } from './pictures.ts';
import { removeTeasers } from './teasers.ts';
import { plausibleLang } from './script.ts';
import { wallOf } from './walls.ts';

const limits = {
  /** Fewer characters are no article but a notice. */
  textCharsMin: 80,
  /** Readability looks again, less strictly, for as much. */
  readableCharsMin: 300,
  /** So many characters in long paragraphs are an article, whatever is around them. */
  paragraphCharsMin: 1_000,
} as const;

/** A cleaned text that keeps less than this share of the plain one has lost more than boilerplate. */
const cleanShareMin = 0.7;
/** And one that holds less than this share of the page's long paragraphs has missed the article. */
const foundShareMin = 0.1;

/**
 * The article in a page's bytes: Readability's choice of what the article is, cleaned of what themes strew into
 * it, one paragraph a block; title, byline, date, language and links from what the page says of itself.
 */
export function extract(bytes: Uint8Array, how: { url: string; contentType?: string }): ExtractOutcome {
  if (/^(?:image|audio|video|font)\/|pdf|zip|octet-stream/iu.test(how.contentType ?? '')) {
    return { kind: 'no-article', reason: 'not-html' };
  }
  const html = textOf(bytes, how.contentType);
  if (!/<[a-zA-Z!]/u.test(html)) return { kind: 'no-article', reason: 'not-html' };
  const page = lean(html);
  if (page.isTooComplex) return { kind: 'no-article', reason: 'too-complex' };
  const document = parseDocument(page.cleanHtml);
  const linked = linkedArticle(page.head.linkedData);
  const says = metadataOf(page, how.url, linked);
  const shown = shownLines(page, document);
  const text = judged(ownLines(shown, says), linked?.body).join('\n\n');
  const dated = says.date === undefined ? dateAmong(shown) : undefined;
  const wall = wallOf([says.title, page.head.title], shown.join('\n'), text);
  const { feedUrls } = says;
  if (wall !== undefined) return { kind: 'no-article', reason: wall, feedUrls };
  if (text.length < limits.textCharsMin) return { kind: 'no-article', reason: 'too-short', feedUrls };
  return { kind: 'article', page: { ...says, ...dated, lang: plausibleLang(says.lang, text), text } };
}

function textOf(bytes: Uint8Array, contentType = ''): string {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  const declared = /<meta[^<>]*?charset\s*=\s*(?:["']\s*)?([\w.:-]+)/iu.exec(head)?.[1];
  const xml = /<\?xml[^<>]*?encoding\s*=\s*["']\s*([\w.:-]+)/iu.exec(head)?.[1];
  const http = /charset\s*=\s*(?:["']\s*)?([\w.:-]+)/iu.exec(contentType)?.[1];
  const lang = /<html[^<>]*?lang\s*=\s*["']?([a-z]{2})/iu.exec(head)?.[1];
  return decode(bytes, [http, declared, xml], lang?.toLowerCase()).text;
}

/**
 * The lines of the cleaned page, or of the plain one where the cleaning took more than boilerplate can be. Only
 * sentences count: what stands around a short article, links and captions, is longer than the article. The plain
 * page is looked at only where what was taken out held as many.
 */
function shownLines(page: LeanPage, document: Document): readonly string[] {
  const cleaned = readable(document);
  const length = (lines: readonly string[]) => lines.filter(isSentence).join(' ').length;
  const keptChars = length(cleaned);
  const paragraphChars = page.cleanParagraphChars;
  if (keptChars < foundShareMin * paragraphChars && paragraphChars > limits.paragraphCharsMin) {
    // Readability has found next to nothing in a page full of paragraphs.
    return blockLines(parseDocument(page.cleanHtml).body).filter(isSentence);
  }
  if (keptChars >= cleanShareMin * (keptChars + page.doubtfulParagraphChars)) return cleaned;
  const plain = readable(parseDocument(page.html));
  return keptChars >= cleanShareMin * length(plain) ? cleaned : plain;
}

function readable(document: Document): string[] {
  try {
    removeNextArticles(document.body);
    removeTeasers(document.body);
    const article = new Readability<Element>(document, {
      charThreshold: limits.readableCharsMin,
      disableJSONLD: true,
      keepClasses: true,
      serializer: (node: unknown) => node as Element,
    }).parse()?.content;
    if (article === undefined || article === null) return [];
    removeCaptions(article);
    removeLinkBlocks(article);
    return blockLines(article);
  } catch {
    // It throws for some pages that it cannot make sense of: there is no article then.
    return [];
  }
}

/**
 * The body that the page gives as linked data: it wins where Readability has clearly missed the article, and where
 * it has nearly all of the lines, those below them that it lacks are the page's.
 */
function judged(lines: readonly string[], body: string | undefined): readonly string[] {
  if (body === undefined) return lines;
  const own = htmlToText(body).split(/\n+/u);
  const found = lines.join(' ').length;
  const named = own.join(' ').length;
  if (found < 0.4 * named || (found < limits.readableCharsMin && named > found)) return own;
  const letters = lettersOf(body);
  const isNamed = lines.map((line) => letters.includes(lettersOf(line)));
  const namedChars = lines.filter((_, index) => isNamed[index]).join(' ').length;
  if (namedChars < 0.8 * found) return lines;
  return lines.slice(isNamed.indexOf(true), isNamed.lastIndexOf(true) + 1);
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');
