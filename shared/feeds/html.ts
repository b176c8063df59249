import sanitizeHtml from 'sanitize-html';
import { nesting } from '../domain/nesting.ts';
import { limits } from './limits.ts';
import { safeStyle } from './style.ts';

const words = (list: string) => list.split(/\s+/u);

/** What browsers and feed readers agree to be harmless; the lists follow Python's feedparser. */
const tags =
  words(`acronym area big button canvas center command datagrid datalist del details dialog dir event-source fieldset
  font img input ins keygen label legend m map menu meter multicol nextid noscript optgroup option output
  picture progress select sound source spacer strike textarea tt audio video track dfn rb rbc svg circle path g rect
  line polygon polyline ellipse text defs desc math mrow mi mo mn msup msub mfrac msqrt mtext`);
const attributes = new Set(
  words(`abbr accept accept-charset accesskey action align alt autocomplete autofocus axis background
  balance bgcolor bgproperties border bordercolor bordercolordark bordercolorlight bottompadding cellpadding
  cellspacing ch challenge char charoff charset checked choff cite class clear color cols colspan compact contenteditable
  controls coords data datafld datapagesize datasrc datetime default delay dir disabled draggable dynsrc enctype end
  face for form frame galleryimg gutter headers height hidden hidefocus high href hreflang hspace icon id inputmode
  ismap keytype kind label lang leftspacing list longdesc loop loopcount loopend loopstart low lowsrc max maxlength media
  method min multiple name nohref noshade nowrap open optimum pattern ping point-size poster pqg preload prompt
  radiogroup readonly rel repeat-max repeat-min replace required rev rightspacing rows rowspan rules scope selected
  shape size span src srclang start step style summary suppress tabindex target template title toppadding type
  unselectable urn usemap valign value variable volume vrml vspace width wrap xml:lang`),
);
const urlAttributes = new Set(words('href src cite longdesc poster usemap background action lowsrc dynsrc'));

const options: sanitizeHtml.IOptions & { allowedEmptyAttributes: string[] } = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, ...tags],
  // `cleaned` has judged them; a list here would be taken apart anew for every field.
  allowedAttributes: false,
  allowedEmptyAttributes: [...attributes],
  selfClosing: words('area base basefont br col command hr img input keygen link meta nextid source spacer'),
  parseStyleAttributes: false,
  allowedSchemes: ['http', 'https', 'mailto', 'ftp', 'tel'],
  allowedSchemesAppliedToAttributes: [...urlAttributes],
  allowProtocolRelative: false,
};

const plainDepthMax = 20;
/** What nests deeper is no article; the libraries below are quadratic in it. */
const depthMax = 1_000;

/** HTML of a feed: scripts, frames, handlers and unsafe links gone, every link absolute, `dir` and `lang` kept. */
export function safeHtml(html: string, base: string): string {
  const source = withoutDeclarations(html.slice(0, limits.fieldCharsMax));
  if (!source.includes('<')) return source;
  if (isPlain(source)) return source;
  if (nesting(source) > depthMax) return withoutTags(source);
  return sanitizeHtml(source, {
    ...options,
    transformTags: { '*': (tagName, attribs) => ({ tagName, attribs: cleaned(attribs, base) }) },
  });
}

/** The text between tags: no bracket that could open one is left. */
export const withoutTags = (html: string) => html.replace(/(?:<[^<>]*>?)+/gu, ' ').trim();

const plainBlocks = new Set(words('p div blockquote h1 h2 h3 h4 h5 h6'));
const plainInlines = new Set(words('b i em strong u s small sub sup span code mark cite q'));

/**
 * Paragraphs one after another, with emphasis in them and nothing else: what every cleaner would give back as it is.
 * Many feeds have thousands of them, and a cleaner takes a tenth of a millisecond to get ready.
 */
function isPlain(html: string): boolean {
  const open: string[] = [];
  for (const [piece, slash, name = ''] of html.matchAll(/<(\/?)([a-z\d]{1,10})>|[<>&\0\r]/gu)) {
    if (piece.length === 1) return false;
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (
      plainInlines.has(name) ? open.length > plainDepthMax : !plainBlocks.has(name) || open.length > 0
    ) {
      return false;
    } else open.push(name);
  }
  return open.length === 0;
}

const declarations = [
  { open: '<!--', close: '-->', isText: false },
  { open: '<![cdata[', close: ']]>', isText: true },
  { open: '<!doctype', close: '>', isText: false },
];

/**
 * Comments and document types go, CDATA written twice is unwrapped. A comment that never ends would take the rest of
 * the text with it: it ends at its first bracket. `<!` before anything else is what somebody wrote.
 */
function withoutDeclarations(html: string): string {
  const last = new Map(declarations.map(({ close }) => [close, html.lastIndexOf(close)]));
  const endOf = (close: string, start: number) =>
    (last.get(close) ?? -1) > start ? html.indexOf(close, start) : -1;
  let text = '';
  let at = 0;
  for (let start = html.indexOf('<!'); start >= 0; start = html.indexOf('<!', at)) {
    const head = html.slice(start, start + 9).toLowerCase();
    const kind = declarations.find(({ open }) => head.startsWith(open));
    const end = kind === undefined ? -1 : endOf(kind.close, start);
    text += html.slice(at, start);
    if (kind !== undefined && end >= 0) {
      if (kind.isText) text += html.slice(start + kind.open.length, end);
      at = end + kind.close.length;
    } else if (kind?.open === '<!--') {
      const bracket = endOf('>', start);
      at = bracket < 0 ? html.length : bracket + 1;
    } else {
      text += '&lt;!';
      at = start + 2;
    }
  }
  return at === 0 ? html : text + html.slice(at);
}

function cleaned(given: Readonly<Record<string, string>>, base: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!attributes.has(name)) continue;
    const clean = name === 'style' ? safeStyle(value) : value;
    if (name === 'style' && clean === '') continue;
    kept[name] = urlAttributes.has(name) && clean !== '' ? absoluteUrl(clean, base) : clean;
  }
  return kept;
}

/** Resolved against the base, but spelt as it was where it is absolute already. */
function absoluteUrl(url: string, base: string): string {
  const given = url.trim();
  if (/^[a-z][a-z\d+.-]*:(?:\/\/)?[^/]/iu.test(given)) return given;
  return URL.canParse(given, base) ? new URL(given, base).href : given;
}
