import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import { topicFromYaml } from '../shared/config/topic.ts';
import { errorText } from '../shared/config/yaml.ts';
import { allTerms, type Topic } from '../shared/domain/topic.ts';
import { usageError } from './output.ts';

export interface TopicEdit {
  readonly before: Topic;
  readonly after: Topic;
  /** Entries to add to `like`, each with the title that is written behind it. */
  readonly like: readonly { readonly entry: string; readonly title: string }[];
}

/** The file with what has changed in a topic; its comments and all else stay. What would not load throws. */
export function editTopic(text: string, file: string, { before, after, like }: TopicEdit): string {
  const document = parseDocument(text);
  for (const { entry, title } of like) {
    const node = document.createNode(entry);
    node.comment = ` ${title.replace(/\s+/gu, ' ').trim()}`;
    addTo(document, 'like', node);
  }
  for (const [term, weight] of Object.entries(after.weights))
    if (before.weights[term] !== weight) setWeight(document, term, weight);
  const known = new Set(allTerms(before.not));
  for (const term of allTerms(after.not)) if (!known.has(term)) addTo(document, 'not', document.createNode(term)); // prettier-ignore
  if (after.threshold !== undefined && after.threshold !== before.threshold)
    document.set('threshold', after.threshold);
  const edited = asWritten(document.toString({ lineWidth: 0 }), text);
  const checked = topicFromYaml(edited, file);
  if ('errors' in checked) throw usageError(checked.errors.map(errorText).join('\n'));
  return edited;
}

/** Spaces within a line that says what it said stay its owner's. */
function asWritten(edited: string, text: string): string {
  const squeezed = (line: string) => `${/^\s*/u.exec(line)![0].length} ${line.replace(/\s+/gu, '')}`;
  const known = new Map(text.split('\n').map((line) => [squeezed(line), line]));
  const restored = edited.split('\n').map((line) => known.get(squeezed(line)) ?? line).join('\n'); // prettier-ignore
  const meaning = (source: string) => JSON.stringify(parseDocument(source).toJS());
  return meaning(restored) === meaning(edited) ? restored : edited;
}

function addTo(document: Document, key: string, node: unknown): void {
  const list = document.get(key);
  if (!isSeq(list)) {
    document.set(key, document.createNode([node]));
    return;
  }
  // A comment behind an item runs to the end of the line, which a list on one line does not have.
  list.flow = false;
  list.add(node);
}

/** A key may be a number in the file and is a term all the same. */
function setWeight(document: Document, term: string, weight: number): void {
  const weights = document.get('weights');
  if (!isMap(weights)) return;
  const pair = weights.items.find(({ key }) => String((key as { value?: unknown }).value) === term);
  if (isScalar(pair?.value)) pair.value.value = weight;
}

/** Lines that differ, `-` and `+`, in the order of the files: the longest common subsequence stays unsaid. */
export function diffLines(before: string, after: string): string[] {
  const [left, right] = [before.split('\n'), after.split('\n')];
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      lengths[i]![j] = left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!); // prettier-ignore
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) [i, j] = [i + 1, j + 1];
    else if (j >= right.length || (i < left.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      lines.push(`- ${left[i++]!}`); // prettier-ignore
    else lines.push(`+ ${right[j++]!}`);
  }
  return lines;
}
