import { foldArabic } from './ar.ts';
import { wordSet, type Language } from './language.ts';

const particles = `
و در به از که این آن را با برای تا بر هم نیز یا اما اگر چه هر یک دو شد شده شود می است هست بود باشد کرد کرده کند کنند گفت گفته دارد دارند داشت خود ما من تو او وی آنها آنان ایشان شما بین پس پیش روی زیر بالای همه هیچ چند چون
چرا کجا کدام بسیار بیشتر کمتر دیگر همین همان همچنین البته ولی لیکن زیرا بلکه مگر حتی فقط تنها هنوز باید نباید شاید توان تواند توانند خواهد خواهند نمی نیست نبود بودند شدند کردند گفتند های ها ای ام ات اش مان تان شان تر ترین درباره طی بدون ضد علیه میان
حال حالی وقتی زمانی جا سپس اکنون امروز دیروز فردا بعد قبل اینکه آنکه چنین چنان انجام داده داد دهد دهند گرفت گرفته یافت یافته
`;

/** Persian puts its endings behind; a zero-width non-joiner often marks the joint. */
function persianTerm(surface: string, folded: string): string {
  const joint = surface.search(/\u200C(?:ها|های|هایی|هایش|ای|اند|ام|اش|ترین|تر|مان|شان)/u);
  const word = joint > 1 ? foldArabic(surface.slice(0, joint)) : folded.replace(/^(?:ن?مي)(?=.{4})/u, '');
  if (/هايي$/u.test(word) && word.length >= 7) return word.slice(0, -4);
  if (/(?:هاي|ترين)$/u.test(word) && word.length >= 6) return word.replace(/(?:هاي|ترين)$/u, '');
  if (/ها$/u.test(word) && word.length >= 5) return word.slice(0, -2);
  if (/يان$/u.test(word) && word.length >= 6) return word.slice(0, -2);
  if (/گان$/u.test(word) && word.length >= 6) return `${word.slice(0, -3)}ه`;
  return word;
}

export const persian: Language = {
  code: 'fa',
  script: 'Arab',
  stopwords: wordSet(particles, foldArabic),
  fold: foldArabic,
  term: persianTerm,
};
