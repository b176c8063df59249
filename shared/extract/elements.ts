/** What the elements of HTML are to an extraction, by name, in lower case. */
const named = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const blocks =
  'address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form ' +
  'h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul';

export const elements = {
  blocks: named(`${blocks} body`),
  voids: named('area base br col embed hr img input link meta param source track wbr'),
  /** Voids that neither Readability nor the text asks for. */
  pointless: named('area base col embed input param source track wbr'),
  /** Their content is no text of the page, or none that it shows. */
  silent: named(
    'script style noscript template svg math iframe object applet canvas video audio map textarea select datalist button noembed noframes',
  ),
  /** Where they say nothing more by an attribute, their words are the text around them. */
  inline: named(
    'abbr acronym b bdi big cite code del em font i ins kbd label mark nobr q s small span strike strong sub sup tt u var',
  ),
  tableParts: named('table tbody thead tfoot tr td th caption'),
  cells: named('td th caption table'),
  /** As in HTML: a paragraph ends where these begin. */
  endsParagraph: named(blocks.replace(/ (?:li|summary|t(?:body|d|foot|h|head|r))\b/gu, '')),
} as const;

/** What an element closes that is still open when it begins, and what it does not look beyond for it. */
export const implied: ReadonlyMap<
  string,
  { readonly closes: ReadonlySet<string>; readonly within: ReadonlySet<string> }
> = new Map(
  Object.entries({
    li: { closes: named('li'), within: named('ul ol table td th') },
    dt: { closes: named('dt dd'), within: named('dl table td th') },
    dd: { closes: named('dt dd'), within: named('dl table td th') },
    tr: { closes: named('tr'), within: named('table') },
    td: { closes: named('td th'), within: named('table tr') },
    th: { closes: named('td th'), within: named('table tr') },
    tbody: { closes: named('tbody thead tfoot'), within: named('table') },
    thead: { closes: named('tbody thead tfoot'), within: named('table') },
    tfoot: { closes: named('tbody thead tfoot'), within: named('table') },
    a: { closes: named('a'), within: named('table td th') },
    p: { closes: named('p'), within: named('table td th') },
  }),
);
