import { isMap, isNode, isScalar, type Document } from 'yaml';
import { z } from 'zod';
import { configLimits, parsed, placeOf, readDocument } from './yaml-document.ts';

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

export { configLimits };

/**
 * One YAML 1.2 document, checked against a schema whose objects are strict. Every finding names its place;
 * an unknown key comes with the nearest known one.
 */
export function parseYaml<T>(source: string, file: string, schema: z.ZodType<T>): Parsed<T> {
  const read = readDocument(source);
  if ('faults' in read)
    return { errors: read.faults.map((fault) => ({ file, ...fault, key: '', message: cut(fault.message) })) };
  const { document, lines, value } = read;
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const errors = firstFindings(result.error.issues, schema).map(({ path, isKey, message }) => ({
    file,
    ...placeOf(lines, offsetOf(document, path, isKey)),
    key: cut(path.join('.')),
    message: cut(message),
  }));
  return { errors };
}

/** Errors of a value that comes from elsewhere than a YAML file, such as a line of JSON: without a column. */
export function checkValue<T>(value: unknown, file: string, line: number, schema: z.ZodType<T>): Parsed<T> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const errors = firstFindings(result.error.issues, schema).map(({ path, message }) => {
    return { file, line, column: 1, key: cut(path.join('.')), message: cut(message) };
  });
  return { errors };
}

/** Where values begin in a document that has been read before, for findings that need more than one file. */
export function placesIn(source: string): (path: readonly PropertyKey[]) => { line: number; column: number } {
  const read = parsed(source);
  if ('faults' in read) throw new Error('places are asked for in a document that has been read before');
  const { document, lines } = read;
  return (path) => placeOf(lines, offsetOf(document, path, false));
}

export const placeIn = (source: string, path: readonly PropertyKey[]) => placesIn(source)(path);

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

/** Places and nearest keys are looked for in these alone: 60,000 unknown keys took minutes. */
function firstFindings(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Finding[] {
  const found: Finding[] = [];
  for (const finding of findings(issues, schema)) {
    found.push(finding);
    if (found.length === configLimits.errorsMax) break;
  }
  return found;
}

function* findings(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Generator<Finding> {
  for (const issue of issues) {
    const { path } = issue;
    // Of the alternatives, the one that got furthest says best what is wrong.
    const furthest =
      issue.code === 'invalid_union'
        ? issue.errors.reduce((best, errors) => (depth(errors) > depth(best) ? errors : best), [])
        : [];
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(schema, path);
      for (const key of issue.keys)
        yield { path: [...path, key], isKey: true, message: unknownKeyMessage(key, known) };
    } else if (issue.code === 'invalid_key') {
      yield { path, isKey: true, message: issue.issues[0]?.message ?? issue.message };
    } else if (depth(furthest) > 0) {
      const inner = furthest.map((each) => ({ ...each, path: [...path, ...each.path] }));
      yield* findings(inner, schema);
    } else yield { path, isKey: false, message: issue.message };
  }
}

/** Not `Math.max` of them all: a hundred thousand arguments end the process. */
function depth(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((deepest, { code, path }) => {
    return Math.max(deepest, path.length + (code === 'unrecognized_keys' ? 1 : 0));
  }, 0);
}

const cut = (text: string) => text.slice(0, configLimits.messageCharsMax);

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
