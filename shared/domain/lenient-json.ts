const [quote, backslash, space] = [0x22, 0x5c, 0x20];

/**
 * JSON as publishers write it: strings may hold raw line ends, tabs and other control characters. Throws a
 * SyntaxError for all other text that is not JSON.
 */
export function parseLenientJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return JSON.parse(withEscapes(source));
  }
}

function withEscapes(source: string): string {
  let [escaped, from, isInString] = ['', 0, false];
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === quote) isInString = !isInString;
    else if (code === backslash) at += 1;
    else if (code < space && isInString) {
      escaped += source.slice(from, at) + JSON.stringify(source[at]).slice(1, -1);
      from = at + 1;
    }
  }
  return escaped + source.slice(from);
}
