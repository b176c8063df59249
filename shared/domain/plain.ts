/** Directions that outlive the text that they stand in, and marks of annotations; no honest word needs one. */
const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/gu;
/** The same without FSI and PDI, by which Rasid keeps strangers' texts apart from its own. */
const foreignDirections = /[\u061C\u200E\u200F\u202A-\u202E\u2066\u2067\uFFF9-\uFFFB]/gu;
/** All control characters but tab and line feed. */
const controls = /[^\P{Cc}\t\n]+/gu;

/** Texts of strangers: one line, no control characters, no direction marks that outlive them. */
export function plain(text: string): string {
  const line = text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.replace(directions, '');
}

/**
 * Text as a terminal and an opened file may have it: whatever it holds, it moves no cursor, and no line reorders
 * another. Rasid's own isolates stay where each is closed on its line.
 */
export function shown(text: string): string {
  const lines = text.toWellFormed().replace(/\r\n/gu, '\n').replace(controls, ' ').replace(/[\p{Zl}\p{Zp}]/gu, ' ');
  return lines.replace(foreignDirections, '').split('\n').map(closed).join('\n');
} // prettier-ignore

function closed(line: string): string {
  let depth = 0;
  for (const [mark] of line.matchAll(/[\u2068\u2069]/gu)) {
    depth += mark === '\u2068' ? 1 : -1;
    if (depth < 0) break;
  }
  return depth === 0 ? line : line.replace(/[\u2068\u2069]/gu, '');
}

/** JSON for programs that a terminal may show as well: the same value, with every such character as `\u009b`. */
export function shownJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFF9-\uFFFB]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
