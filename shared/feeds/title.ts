import { escapeText } from '../domain/markup-text.ts';

const words = (list: string) => list.split(/\s+/u);

/** Elements that need no end, and those that a cleaner takes away with all that is in them. */
const endless = new Set(words('area br col hr img input li link meta p source track wbr script style'));
/** What titles are set in; others are named, not used. */
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
  const tags = [...title.matchAll(tagPattern)].map(tagOf);
  const begun = new Set(tags.filter(({ isEnd }) => !isEnd).map(({ name }) => name));
  const ended = new Set(tags.filter(({ isEnd }) => isEnd).map(({ name }) => name));
  const isMarkup = ({ isEnd, name, hasAttributes }: Tag) => {
    if (!/^[a-z]/u.test(name)) return false;
    if (endless.has(name)) return true;
    return isEnd ? begun.has(name) || inline.has(name) : hasAttributes || ended.has(name);
  };
  let index = 0;
  return title.replace(tagPattern, (written) => {
    const tag = tags[(index += 1) - 1];
    return tag !== undefined && isMarkup(tag) ? written : escapeText(written);
  });
}

/** A bracket and a name of any script behind it. */
const tagPattern = /<(\/?)([\p{L}][\p{L}\p{N}-]{0,40})([^<>]{0,2000}>?)/gu;

const tagOf = ([, slash, name = '', rest = '']: RegExpMatchArray): Tag => ({
  isEnd: slash === '/',
  name: name.toLowerCase(),
  hasAttributes: rest.includes('='),
});
