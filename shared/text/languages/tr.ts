import { wordSet, type Language } from './language.ts';

const particles = `
acaba ama ancak arada aslında ayrıca bana bazı belki ben beri bile bir biri birkaç birçok biz bu buna bunda bundan bunlar bunu bunun burada böyle böylece çok çünkü da daha dahi de defa değil demek diğer diye dolayı eden eder ederek edilen ediyor eğer en etti fakat gibi göre hala hem henüz
her hiç için ile ilgili ise işte itibaren iki kadar karşı kendi kendisi kez ki kim kimse mi mı mu mü nasıl ne neden nerede niye o olan olarak oldu olduğu olduğunu olmak olması olmayan olsa olup olur on ona ondan onlar onların onu onun orada ortaya oysa önce öyle pek rağmen sadece sanki sen
siz sonra şey şöyle şu şunu tarafından tüm üzere üzerinde var ve veya ya yani yapılan yapan yapmak yaptı yaptığı yer yerine yine yok zaten zaman dedi söyledi belirtti açıkladı kaydetti etmek eden edildi içinde arasında üç dört pazartesi salı çarşamba perşembe cuma cumartesi pazar
`;

/** An apostrophe parts a name from its endings: Irak'a is Irak. Capital I is ı, as Turkish has it. */
const fold = (surface: string) =>
  surface
    .normalize('NFKC')
    .replace(/['’][^]*/u, '')
    .toLocaleLowerCase('tr')
    .replace(/[âîû]/gu, (letter) => ({ â: 'a', î: 'i', û: 'u' })[letter] ?? letter);

/**
 * Endings of nouns off, from the last: case, possessive, plural. What is left is cut further by the same rules, so that a
 * word comes to one stem under whatever endings it has; letters that endings soften (bakanlığı, kitabı) harden again.
 */
function turkishStem(folded: string): string {
  const own = ownLast.exec(folded)?.[1];
  if (own !== undefined) return own;
  let word = folded;
  for (let cut = 0; cut < cutsMax; cut += 1) {
    const ending = endings.find(({ pattern, stemMin }) => word.search(pattern) >= stemMin);
    if (ending === undefined) break;
    word = word.replace(ending.pattern, '');
  }
  word = word.replace(/(?<=.{3}[^aeıioöuü])[aeıiuü]$/u, '');
  return word.length < 4 ? word : word.replace(/[ğbcd]$/u, (letter) => hardened[letter] ?? letter);
}

const cutsMax = 5;
const hardened: Readonly<Record<string, string>> = { ğ: 'k', b: 'p', c: 'ç', d: 't' };

/** `stemMin`: letters that must be left. A lone vowel or -n may belong to the word, so it needs more of them. */
const endings = [
  { pattern: /l[ae]r(?:[ıi](?:m[ıi]z|n[ıi]z)?)?(?:n?[dt][ae]n?|n?[ıi]n|n?[ae]|n[ıi]|yl[ae]|l[ae])?$/u, stemMin: 2 },
  { pattern: /(?<=[aeıioöuü])s[ıiuü](?:n[aeıiuü]|nd[ae]n?|n[ıiuü]n|yl[ae])?$/u, stemMin: 3 },
  { pattern: /(?<=[^aeıioöuü])[ıiuü](?:n[aeıiuü]|nd[ae]n?|n[ıiuü]n|yl[ae])$/u, stemMin: 4 },
  { pattern: /(?<=[aeıioöuü])(?:d[ae]n?|n[ıiuü]n|y[aeıiuü]|yl[ae])$/u, stemMin: 3 },
  { pattern: /(?:(?<=[çfhkpsşt])t|(?<=[bcdgğjlmnrvyz])d)[ae]n?$|(?<=[^aeıioöuü])l[ae]$/u, stemMin: 3 },
  { pattern: /(?<=[^aeıioöuü])[ıiuü]n$/u, stemMin: 4 },
] as const; // prettier-ignore

/** Their last letter looks like part of an ending and is their own: başkanı is başkan and -ı, polisi polis and -i. */
const ownLast =
  /^(.*istan|göçmen|öğretmen|yönetmen|uzman|danışman|düşman|orman|liman|zaman|roman|müslüman|alman|türkmen|(?:baş)?kan|bakan|kadın|insan|iran|afgan|vatan|plan|basın|yayın|altın|yakın|düzen|neden|beden|vurgun|sorun|kanun|oyun|koyun|seçmen|ateşkes|polis|meclis|otobüs|konsensüs|virüs|başkonsolos|adres|kongres)(?:[aeıiuü]|[dt][ae]n?|[ıiuü]n|l[ae]r\p{L}{0,12})?$/u;

export const turkish: Language = {
  code: 'tr',
  script: 'Latn',
  stopwords: wordSet(particles, fold),
  fold,
  term: (_, folded) => turkishStem(folded),
};
