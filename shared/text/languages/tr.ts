import { wordSet, type Language } from './language.ts';
import { snowballStemmer } from './snowball.ts';

const particles = `
acaba ama ancak arada aslında ayrıca bana bazı belki ben beri bile bir biri birkaç birçok biz bu buna bunda bundan bunlar bunu bunun burada böyle böylece çok çünkü da daha dahi de defa değil demek diğer diye dolayı eden eder ederek edilen ediyor eğer en etti fakat gibi göre hala hem henüz
her hiç için ile ilgili ise işte itibaren iki kadar karşı kendi kendisi kez ki kim kimse mi mı mu mü nasıl ne neden nerede niye o olan olarak oldu olduğu olduğunu olmak olması olmayan olsa olup olur on ona ondan onlar onların onu onun orada ortaya oysa önce öyle pek rağmen sadece sanki sen
siz sonra şey şöyle şu şunu tarafından tüm üzere üzerinde var ve veya ya yani yapılan yapan yapmak yaptı yaptığı yer yerine yine yok zaten zaman dedi söyledi belirtti açıkladı kaydetti etmek eden edildi içinde arasında üç dört pazartesi salı çarşamba perşembe cuma cumartesi pazar
`;

/** An apostrophe parts a name from its endings: Irak'a is Irak. Capital I is ı, as Turkish has it. */
const fold = (surface: string) =>
  surface
    .normalize('NFKC')
    .replace(/['’].*$/u, '')
    .toLocaleLowerCase('tr')
    .replace(/[âîû]/gu, (letter) => ({ â: 'a', î: 'i', û: 'u' })[letter] ?? letter);
const stem = snowballStemmer('turkish');

export const turkish: Language = {
  code: 'tr',
  script: 'Latn',
  stopwords: wordSet(particles, fold),
  fold,
  // A name with an ending cut off and the same name bare must meet: both are stemmed.
  term: (_, folded) => stem(folded),
};
