import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

/** What is wrong in a config file, and where. Lines and columns count from 1. */
export interface ConfigError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, such as `alert.quiet`; empty for the file as a whole. */
  readonly key: string;
  readonly message: string;
}

export type Parsed<T> = { readonly value: T } | { readonly errors: readonly ConfigError[] };

export const configLimits = { sourceCharsMax: 2_000_000, errorsMax: 50, aliasesMax: 100 } as const;

/**
 * One YAML 1.2 document, checked against a schema whose objects are strict. Every finding names its place;
 * an unknown key comes with the nearest known one.
 */
export function parseYaml<T>(source: string, file: string, schema: z.ZodType<T>): Parsed<T> {
  const at = (line: number, column: number, key: string, message: string): ConfigError => {
    return { file, line, column, key, message };
  };
  if (source.length > configLimits.sourceCharsMax)
    return { errors: [at(1, 1, '', `longer than ${configLimits.sourceCharsMax} characters`)] };

  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    return {
      errors: document.errors.slice(0, configLimits.errorsMax).map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return at(line, col, '', error.message);
      }),
    };
  }
  const value = valueOf(document);
  if (value instanceof Error) return { errors: [at(1, 1, '', value.message)] };

  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const errors = findings(result.error.issues, schema).map(({ path, isKey, message }) => {
    const { line, col } = lines.linePos(offsetOf(document, path, isKey));
    return at(line, col, path.join('.'), message);
  });
  return { errors: errors.slice(0, configLimits.errorsMax) };
}

/** Errors of a value that comes from elsewhere than a YAML file, such as a line of JSON: without a column. */
export function checkValue<T>(value: unknown, file: string, line: number, schema: z.ZodType<T>): Parsed<T> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const errors = findings(result.error.issues, schema);
  return {
    errors: errors.map(({ path, message }) => ({ file, line, column: 1, key: path.join('.'), message })),
  };
}

/** Where a key's value stands in a document that has been read before, for findings that need more than one file. */
export function placeIn(source: string, path: readonly PropertyKey[]): { line: number; column: number } {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, logLevel: 'silent' });
  const { line, col } = lines.linePos(offsetOf(document, path, false));
  return { line, column: col };
}

/** `file:line:column: key: message`. */
export function errorText({ file, line, column, key, message }: ConfigError): string {
  return `${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}${message}`;
}

interface Finding {
  readonly path: readonly PropertyKey[];
  /** The key itself is wrong, not its value. */
  readonly isKey: boolean;
  readonly message: string;
}

function findings(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(schema, issue.path);
      return issue.keys.map((key) => {
        return { path: [...issue.path, key], isKey: true, message: unknownKeyMessage(key, known) };
      });
    }
    if (issue.code === 'invalid_key') {
      return [{ path: issue.path, isKey: true, message: issue.issues[0]?.message ?? issue.message }];
    }
    if (issue.code === 'invalid_union') {
      // Of the alternatives, the one that got furthest says best what is wrong.
      const furthest = issue.errors.reduce<readonly z.core.$ZodIssue[]>(
        (best, errors) => (depth(errors) > depth(best) ? errors : best),
        [],
      );
      const inner = furthest.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
      if (depth(furthest) > 0) return findings(inner, schema);
    }
    return [{ path: issue.path, isKey: false, message: issue.message }];
  });
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)),
  );
}

function valueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: configLimits.aliasesMax });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Where the node at the path begins; of the deepest one that exists when the path leads nowhere. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], isKey: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => (isScalar(key) ? key.value : key) === last);
      const node = isKey || !isNode(pair?.value) ? pair?.key : pair.value;
      if (isNode(node) && node.range) return node.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}

function knownKeys(schema: unknown, path: readonly PropertyKey[]): string[] {
  const unwrapped = unwrap(schema);
  if (unwrapped instanceof z.ZodUnion) return unwrapped.options.flatMap((option) => knownKeys(option, path));
  const [first, ...rest] = path;
  if (unwrapped instanceof z.ZodObject) {
    if (first === undefined) return Object.keys(unwrapped.shape);
    return knownKeys((unwrapped.shape as Record<PropertyKey, unknown>)[first], rest);
  }
  if (unwrapped instanceof z.ZodArray) return knownKeys(unwrapped.element, rest);
  if (unwrapped instanceof z.ZodRecord) return knownKeys(unwrapped.valueType, rest);
  return [];
}

const wrappersMax = 10;

function unwrap(schema: unknown): unknown {
  let inner = schema;
  for (let layer = 0; layer < wrappersMax; layer += 1) {
    if (inner instanceof z.ZodPipe) inner = inner.in;
    else if (
      inner instanceof z.ZodOptional ||
      inner instanceof z.ZodDefault ||
      inner instanceof z.ZodPrefault
    )
      inner = inner.unwrap();
    else break;
  }
  return inner;
}

function unknownKeyMessage(key: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(key.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 2)))
    .sort((a, b) => a.distance - b.distance);
  const hint = nearest ? `did you mean "${nearest.candidate}"?` : `known here: ${known.join(', ')}`;
  return `unknown key "${key.slice(0, 60)}"; ${hint}`;
}

/** Levenshtein 1966, over at most 40 characters. */
function editDistance(left: string, right: string): number {
  const a = left.slice(0, 40);
  const b = right.slice(0, 40);
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= b.length; column += 1) {
      const change = row[column - 1]! + (a[line - 1] === b[column - 1] ? 0 : 1);
      next.push(Math.min(change, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
