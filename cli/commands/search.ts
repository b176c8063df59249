import { isolate, sourceTexts, timeText } from '../../shared/channels/message.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articlesSince, getArticleObject, type ArticleRecord } from '../../shared/store/articles.ts';
import { dayMs } from '../../shared/store/ids.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { usageError } from '../output.ts';

export interface Found {
  readonly record: ArticleRecord;
  /** The first sentence that holds one of the words. */
  readonly sentence: string;
}

/** Stored articles that hold every one of the words, in any written form of them; newest first. */
export async function search(
  ports: Ports,
  words: readonly string[],
  how: { days: number; articlesMax: number },
): Promise<Found[]> {
  const asked = words.join(' ');
  if (analyse(asked).tokens.length === 0) throw usageError('search needs at least one word');
  const nowMs = ports.clock.nowMs();
  const found: Found[] = [];
  for await (const record of articlesSince(ports.table, nowMs - how.days * dayMs, nowMs)) {
    const object = await getArticleObject(ports.blobs, record.objectKey);
    const sentence =
      object && sentenceWith(asked, `${object.article.title}.\n${object.article.text}`, record.lang);
    if (sentence !== undefined) found.push({ record, sentence });
    if (found.length >= how.articlesMax) break;
  }
  return found;
}

/** The words are read in the language of the text, as topics are. */
function sentenceWith(words: string, text: string, lang: string): string | undefined {
  const terms = analyse(words, lang).tokens.map((token) => token.term);
  const { tokens, sentences } = analyse(text, lang);
  const present = new Set(tokens.map((token) => token.term));
  if (!terms.every((term) => present.has(term))) return undefined;
  const first = tokens.findIndex((token) => terms.includes(token.term));
  const sentence = sentences.find(({ firstToken, endToken }) => firstToken <= first && first < endToken);
  return sentence && text.slice(sentence.start, sentence.end).trim();
}

export function searchLines(found: readonly Found[], timeZone: string): string[] {
  if (found.length === 0) return ['Nothing stored holds all of these words.'];
  return found.flatMap(({ record, sentence }) => [
    `${isolate(record.title)} (${sourceTexts(record, isolate).join(', ')}, ${timeText(record.publishedAtMs ?? record.readAtMs, timeZone)})`,
    `  ${isolate(sentence)}`,
    `  ${record.url}${record.hits.length > 0 ? `  [${record.hits.join(', ')}]` : ''}`,
  ]);
}
