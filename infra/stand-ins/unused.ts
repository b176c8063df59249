/**
 * In the bundles, for parts of packages that no function reaches: sanitize-html's parser of style attributes (which
 * the feeds' own rules judge), linkedom's of style sheets, xml2js's writer of XML, and domutils' of HTML. A call would be a bug, and says so.
 */
export function parse(): never {
  throw new Error('this part of a package is not in the bundle');
}

export default { create: parse };
