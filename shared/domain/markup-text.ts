/** What stands in XML and HTML that is written here: every delimiter escaped. */
export const escapeText = (text: string) =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
export const escapeAttribute = (text: string) => escapeText(text).replace(/"/gu, '&quot;');

/** Without what XML cannot carry at all, not even as a reference. */
export function legal(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '').toWellFormed();
}
