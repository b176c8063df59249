const words = (list: string) => list.split(/\s+/u);

/** What only looks, by name; the list follows Python's feedparser. */
const styleNames = new Set(
  words(`azimuth background background-color border border-bottom border-bottom-color border-bottom-style
  border-bottom-width border-collapse border-color border-left border-left-color border-left-style border-left-width
  border-right border-right-color border-right-style border-right-width border-style border-top border-top-color
  border-top-style border-top-width border-width clear color cursor direction display elevation float font font-family
  font-size font-style font-variant font-weight height letter-spacing line-height margin margin-bottom margin-left
  margin-right margin-top overflow padding padding-bottom padding-left padding-right padding-top pause pause-after
  pause-before pitch pitch-range richness speak speak-header speak-numeral speak-punctuation speech-rate stress
  text-align text-decoration text-indent unicode-bidi vertical-align voice-family volume white-space width`),
);
/** All of a family are as harmless as the plain words, colours and lengths in them. */
const styleFamily = /^(?:background|border|margin|padding)-[a-z-]{1,30}$/u;
// Each pattern is one piece of a value with what parts it from the next. None can match nothing, and each is asked
// once a piece: a pattern over the whole value tried every way to cut its spaces, and never ended.
const plainPiece =
  /(?:auto|aqua|black|blue|bold|both|bottom|brown|center|collapse|dashed|dotted|fuchsia|gray|green|left|lime|maroon|medium|none|navy|normal|olive|purple|red|right|solid|silver|teal|top|transparent|white|yellow|#[\da-f]{3,8}|-?(?:\d{1,3}(?:\.\d{0,3})?|\.\d{1,3})(?:cm|em|ex|in|mm|pc|pt|px|%)?)(?:\s+|$)/iuy;
/** Colours, numbers with units, and words: nothing that could load or run. */
const safePiece =
  /(?:#[\da-f]{3,8}|rgba?\([\d.%, ]{1,40}\)?|-?(?:\d{1,3}(?:\.\d{0,3})?|\.\d{1,3})(?:cm|em|ex|in|mm|pc|pt|px|%)?|!?[a-z-]{1,30}|"[\w -]{1,40}"|'[\w -]{1,40}')(?:[\s,]+|$)/iuy;
const piecesMax = 8;
const styleCharsMax = 1_000;

/** The declarations of a style that neither load, run nor cover the page. */
export function safeStyle(style: string): string {
  return style
    .slice(0, styleCharsMax)
    .split(';')
    .map((declaration) => declaration.split(/:(.*)/su).map((part) => part.trim()))
    .filter(([name = '', value = '']) => isSafeStyle(name.toLowerCase(), value))
    .map(([name = '', value = '']) => `${name}: ${value};`)
    .join(' ');
}

const isSafeStyle = (name: string, value: string) =>
  styleNames.has(name) ? isMadeOf(safePiece, value) : styleFamily.test(name) && isMadeOf(plainPiece, value);

/** Whether a value is one to eight such pieces and nothing else. */
function isMadeOf(piece: RegExp, value: string): boolean {
  let at = 0;
  for (let count = 0; count < piecesMax && at < value.length; count += 1) {
    piece.lastIndex = at;
    if (!piece.test(value)) return false;
    at = piece.lastIndex;
  }
  return value !== '' && at === value.length;
}
