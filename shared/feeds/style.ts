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
const plainValue =
  /^(?:(?:auto|aqua|black|blue|bold|both|bottom|brown|center|collapse|dashed|dotted|fuchsia|gray|green|left|lime|maroon|medium|none|navy|normal|olive|purple|red|right|solid|silver|teal|top|transparent|white|yellow|#[\da-f]{3,8}|-?\d{0,3}(?:\.\d{0,3})?(?:cm|em|ex|in|mm|pc|pt|px|%)?)(?:\s+|$)){1,8}$/iu;
/** Colours, numbers with units, and words: nothing that could load or run. */
const safeValue =
  /^(?:(?:#[\da-f]{3,8}|rgba?\([\d.%, ]{1,40}\)?|-?\d{0,3}(?:\.\d{0,3})?(?:cm|em|ex|in|mm|pc|pt|px|%)?|!?[a-z-]{1,30}|"[\w -]{1,40}"|'[\w -]{1,40}')(?:,\s*|\s+|$)){1,8}$/iu;
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
  styleNames.has(name) ? safeValue.test(value) : styleFamily.test(name) && plainValue.test(value);
