const voidElements = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/iu;

/** The deepest nesting that a document's tags could mean. What nests by the thousand was made to hurt parsers. */
export function nesting(html: string): number {
  let depth = 0;
  let deepest = 0;
  const open = new Map<string, number>();
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z\d]*)/gu)) {
    if (voidElements.test(name)) continue;
    const key = name.toLowerCase();
    const count = open.get(key) ?? 0;
    // A closing tag of another element closes nothing: 29,000 elements were open at once behind such.
    if (slash === '/' && count === 0) continue;
    const step = slash === '/' ? -1 : 1;
    open.set(key, count + step);
    depth += step;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
