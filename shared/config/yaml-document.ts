import { Composer, isScalar, Lexer, LineCounter, Parser, visit, type CST, type Document } from 'yaml';

const sourceCharsMax = 2_000_000;

export const configLimits = {
  sourceCharsMax,
  /** A letter is three bytes at most; beyond them a file is not even read. */
  sourceBytesMax: 3 * sourceCharsMax,
  errorsMax: 50,
  messageCharsMax: 500,
  /** Lists and maps inside one another. The composer calls itself for each: 5,000 brackets ended the process. */
  levelsMax: 50,
  aliasesMax: 100,
  /** Words and marks, a space or a line's end among them: a line has seven. Of 2 MB of commas 400 MB became 2.5 GB. */
  lexemesMax: 300_000,
  /** Values once every alias is followed: eight for each of 5,000 feeds, and as much again for all the rest. */
  valuesMax: 100_000,
} as const;

export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface ReadDocument {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly value: unknown;
}

/** One YAML 1.2 document and its value, or what is wrong with it. It may be a stranger's: all of it is bounded. */
export function readDocument(source: string): ReadDocument | { readonly faults: readonly Fault[] } {
  if (source.length > sourceCharsMax)
    return fault(`Invalid size "${source.length} characters": expected at most ${sourceCharsMax}. Split it.`);
  const read = parsed(source);
  if ('faults' in read) return read;

  const { document, lines } = read;
  const errors = document.errors.slice(0, configLimits.errorsMax);
  const found =
    errors.length > 0 ? errors.map(({ pos, message }) => ({ at: pos[0], message })) : doubled(document);
  if (found.length > 0)
    return { faults: found.map(({ at, message }) => ({ ...placeOf(lines, at), message })) };
  try {
    const value: unknown = document.toJS({ maxAliasCount: configLimits.aliasesMax });
    return isBounded(value) ? { document, lines, value } : fault(tooMany);
  } catch (error) {
    return fault(error instanceof Error ? error.message : String(error));
  }
}

/** Without a value, and without the checks that need one. */
export function parsed(source: string): Omit<ReadDocument, 'value'> | { readonly faults: readonly Fault[] } {
  const lines = new LineCounter();
  const tokens = tokensOf(source, lines);
  if ('message' in tokens) return { faults: [tokens] };
  const composer = new Composer({
    prettyErrors: false,
    logLevel: 'error',
    // What a directive or a tag of YAML 1.1 would add: merges, sets and ordered maps, all compared key by key.
    schema: 'core',
    resolveKnownTags: false,
    // Compares every key of a map with every other; `doubled` does it in one pass.
    uniqueKeys: false,
  });
  const [document, second] = composer.compose(tokens, true, source.length);
  if (document === undefined) throw new Error('a composer that is forced gives a document');
  if (second !== undefined)
    return { faults: [{ ...placeOf(lines, second.range[0]), message: tooManyDocuments }] };
  return { document, lines };
}

export function placeOf(lines: LineCounter, at: number): { line: number; column: number } {
  const { line, col } = lines.linePos(at);
  return { line, column: col };
}

const tooDeep = `Invalid nesting: expected at most ${configLimits.levelsMax} lists and maps inside one another. Close one before the next.`;
const tooLong = `Invalid size: expected at most ${configLimits.lexemesMax} words and marks. Split the file.`;
const tooMany = `Invalid number of values: expected at most ${configLimits.valuesMax} in ${configLimits.levelsMax} levels, with every alias followed. Write fewer aliases.`;
const tooManyDocuments = 'Invalid document "---": expected one document in a file. Split the file.';
const fault = (message: string) => ({ faults: [{ line: 1, column: 1, message }] });

/** Tokens, or where a bound is passed, found before there is a node: composing is what costs memory. */
function tokensOf(source: string, lines: LineCounter): CST.Token[] | Fault {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemeCount = 0;
  for (const lexeme of new Lexer().lex(source)) {
    tokens.push(...parser.next(lexeme));
    lexemeCount += 1;
    // The document and the scalar count too.
    const isDeep = parser.stack.length > configLimits.levelsMax + 2;
    if (isDeep || lexemeCount > configLimits.lexemesMax)
      return { ...placeOf(lines, parser.offset), message: isDeep ? tooDeep : tooLong };
  }
  tokens.push(...parser.end());
  return tokens;
}

function doubled(document: Document.Parsed): { at: number; message: string }[] {
  const found: { at: number; message: string }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name))
          found.push({ at: key.range?.[0] ?? 0, message: `Invalid key "${name}": expected it once. Remove one.` });
        seen.add(name);
        if (found.length === configLimits.errorsMax) return visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
} // prettier-ignore

/** An alias may lead to many values, and into itself. */
function isBounded(value: unknown): boolean {
  const waiting = [{ value, level: 0 }];
  let valueCount = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    valueCount += 1;
    if (valueCount > configLimits.valuesMax || next.level > configLimits.levelsMax) return false;
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const inner of Object.values(next.value)) waiting.push({ value: inner, level: next.level + 1 });
  }
  return true;
}
