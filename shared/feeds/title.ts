import { escapeText } from '../domain/markup-text.ts';

const words = (list: string) => list.split(/\s+/u);

/** Elements that need no end, and those that a cleaner takes away with all that is in them. */
const endless = new Set(words('area br col hr img input li link meta p source track wbr script style'));
/** Elements that format a title. An end of one without its beginning is a leftover; an end of another is a name. */
const inline = new Set(
  words('a abbr b bdi bdo big cite code div em font i mark q s small span strong sub sup u'),
);

/** An end without a beginning, or a beginning without an end. */
interface Tag {
  readonly isEnd: boolean;
  readonly name: string;
  readonly hasAttributes: boolean;
}

/**
 * A title that speaks of `<head>` or of `List<String>` is no HTML there: a tag counts as one where it is closed, needs
 * no end, or has attributes. The brackets of all others are escaped.
 */
export function titleMarkup(title: string): string {
  if (!title.includes('<')) return title;
  const tags = Array.from(title.matchAll(tagPattern), tagOf);
  const begun = new Set(tags.filter(({ isEnd }) => !isEnd).map(({ name }) => name));
  const ended = new Set(tags.filter(({ isEnd }) => isEnd).map(({ name }) => name));
  const isMarkup = ({ isEnd, name, hasAttributes }: Tag) => {
    if (!/^[a-z]/u.test(name)) return false;
    if (endless.has(name)) return true;
    return isEnd ? begun.has(name) || inline.has(name) : hasAttributes || ended.has(name);
  };
  return title.replace(tagPattern, (...found: string[]) =>
    isMarkup(tagOf(found)) ? (found[0] ?? '') : escapeText(found[0] ?? ''),
  );
}

/** A bracket and a name of any script behind it. */
const tagPattern = /<(\/?)([\p{L}][\p{L}\p{N}-]{0,40})([^<>]{0,2000}>?)/gu;

const tagOf = ([, slash, name = '', rest = '']: readonly string[]): Tag => ({
  isEnd: slash === '/',
  name: name.toLowerCase(),
  hasAttributes: rest.includes('='),
});
