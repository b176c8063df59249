import type { SampleArticle } from '../articles.ts';
import type { OutletFacts } from '../outlets.ts';

/** What a theme is given to make a page of. */
export interface PageFacts {
  readonly outlet: OutletFacts;
  readonly article: SampleArticle;
  readonly url: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly publishedAt: Date;
  /** Other published articles of the outlet, for the boxes around and inside the text. */
  readonly others: readonly { readonly title: string; readonly url: string }[];
}

export const escape = (text: string) =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');

/** The words that a site puts around an article, in its language. */
export interface Words {
  readonly home: string;
  readonly sections: readonly string[];
  readonly readAlso: string;
  readonly related: string;
  readonly share: string;
  readonly newsletter: string;
  readonly consent: string;
  readonly accept: string;
  readonly comments: string;
  readonly follow: string;
  readonly tags: string;
  readonly by: string;
  readonly rights: string;
  readonly caption: string;
  readonly most: string;
  readonly about: string;
}

export const words: Readonly<Record<OutletFacts['lang'], Words>> = {
  ar: {
    home: 'الرئيسية', sections: ['سياسة', 'اقتصاد', 'رياضة', 'ثقافة', 'منوعات'], readAlso: 'اقرأ أيضا', related: 'مواضيع ذات صلة',
    share: 'شارك المقال', newsletter: 'اشترك في نشرتنا البريدية ليصلك كل جديد', consent: 'نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا',
    accept: 'موافق', comments: 'التعليقات', follow: 'تابعنا على تلغرام وواتساب', tags: 'الكلمات المفتاحية', by: 'بقلم', rights: 'جميع الحقوق محفوظة',
    caption: 'صورة أرشيفية من المكان', most: 'الأكثر قراءة', about: 'صحفي متابع للشأن العام، يكتب من بيروت منذ عشر سنوات',
  },
  fa: {
    home: 'خانه', sections: ['سیاسی', 'اقتصادی', 'ورزشی', 'فرهنگی'], readAlso: 'بیشتر بخوانید', related: 'مطالب مرتبط', share: 'اشتراک گذاری',
    newsletter: 'عضویت در خبرنامه', consent: 'این سایت از کوکی استفاده می‌کند', accept: 'می‌پذیرم', comments: 'دیدگاه‌ها', follow: 'کانال تلگرام ما را دنبال کنید',
    tags: 'برچسب‌ها', by: 'نویسنده', rights: 'همه حقوق محفوظ است', caption: 'عکس از بایگانی', most: 'پربازدیدترین‌ها', about: 'خبرنگار بین‌الملل در تهران',
  },
  en: {
    home: 'Home', sections: ['World', 'Business', 'Sport', 'Culture'], readAlso: 'Read more', related: 'Related stories', share: 'Share this article',
    newsletter: 'Sign up for our morning newsletter', consent: 'We and our partners use cookies to improve your experience', accept: 'Accept all',
    comments: 'Comments', follow: 'Follow us on social media', tags: 'Topics', by: 'By', rights: 'All rights reserved', caption: 'A file photo of the area',
    most: 'Most read', about: 'Our correspondent has covered the region for a decade',
  },
  fr: {
    home: 'Accueil', sections: ['Monde', 'Économie', 'Sport', 'Culture'], readAlso: 'Lire aussi', related: 'Sur le même sujet', share: 'Partager cet article',
    newsletter: 'Inscrivez-vous à notre lettre du matin', consent: 'Nous utilisons des cookies pour améliorer votre expérience', accept: 'Tout accepter',
    comments: 'Commentaires', follow: 'Suivez-nous sur les réseaux', tags: 'Mots-clés', by: 'Par', rights: 'Tous droits réservés', caption: 'Une photo d’archives',
    most: 'Les plus lus', about: 'Journaliste, il suit la région depuis dix ans',
  },
  tr: {
    home: 'Ana sayfa', sections: ['Dünya', 'Ekonomi', 'Spor', 'Kültür'], readAlso: 'Ayrıca okuyun', related: 'İlgili haberler', share: 'Paylaş',
    newsletter: 'Bültenimize abone olun', consent: 'Deneyiminizi iyileştirmek için çerezler kullanıyoruz', accept: 'Kabul et', comments: 'Yorumlar',
    follow: 'Bizi takip edin', tags: 'Etiketler', by: 'Yazan', rights: 'Tüm hakları saklıdır', caption: 'Arşiv fotoğrafı', most: 'En çok okunanlar',
    about: 'Muhabirimiz bölgeyi on yıldır izliyor',
  },
}; // prettier-ignore

const locales = {
  ar: 'ar-IQ-u-nu-arab',
  fa: 'fa-IR-u-ca-gregory-nu-arabext',
  en: 'en-GB',
  fr: 'fr-FR',
  tr: 'tr-TR',
};

/** The date as the outlet's readers write it; windows-1256 has Latin digits only. */
export function dateText({ outlet, publishedAt }: PageFacts): string {
  const locale = outlet.theme === 'table' ? 'ar-IQ-u-nu-latn' : locales[outlet.lang];
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Baghdad' }).format(publishedAt); // prettier-ignore
}

export const direction = (lang: string) => (lang === 'ar' || lang === 'fa' ? 'rtl' : 'ltr');

/** Tags that every theme has in its head, as search engines and social networks want them. */
export function headTags({ outlet, article, url, origin, publishedAt }: PageFacts): string {
  return `<title>${escape(article.title)} - ${escape(outlet.name)}</title>
<link rel="canonical" href="${escape(url)}">
<meta property="og:type" content="article"><meta property="og:title" content="${escape(article.title)}">
<meta property="og:site_name" content="${escape(outlet.name)}"><meta property="og:url" content="${escape(url)}">
<meta property="og:image" content="${origin}/image.svg">
<meta name="description" content="${escape(article.paragraphs[0]?.slice(0, 140) ?? '')}">
<meta property="article:published_time" content="${publishedAt.toISOString()}">
<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}</script>
<style>body{font-family:sans-serif}.share a{padding:4px}</style>`;
}

export function newsArticle({ outlet, article, url, origin, publishedAt }: PageFacts): string {
  const data = {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'Organization', name: outlet.name, url: origin },
      {
        '@type': 'NewsArticle',
        headline: article.title,
        datePublished: publishedAt.toISOString(),
        inLanguage: outlet.lang,
        mainEntityOfPage: url,
        author: article.author === undefined ? { '@type': 'Organization', name: outlet.name } : { '@type': 'Person', name: article.author },
        publisher: { '@type': 'Organization', name: outlet.name },
        image: [`${origin}/image.svg`],
      },
    ],
  }; // prettier-ignore
  return `<script type="application/ld+json">${JSON.stringify(data).replace(/</gu, '\\u003c')}</script>`;
}

/** The paragraphs, with a theme's boxes strewn between them as themes do it. */
export function bodyWith(article: SampleArticle, boxes: Readonly<Record<number, string>>, tag = 'p'): string {
  return article.paragraphs
    .map((text, index) => `<${tag}>${escape(text)}</${tag}>\n${boxes[index] ?? ''}`)
    .join('');
}

export const linkList = (others: PageFacts['others'], count: number) =>
  others.slice(0, count).map(({ title, url }) => `<li><a href="${escape(url)}">${escape(title)}</a></li>`).join(''); // prettier-ignore
