/** What lines of themes and editors begin with, or are, that are no news. Letters as they are written in the wild. */

const platform =
  '(?:facebook|twitter|whatsapp|telegram|instagram|youtube|google|linkedin|tik ?tok|x|فيس ?بوك|تويتر|واتس ?[اأ]ب|تل[يغ]+رام|انستغرام|إنستغرام|يوتيوب|غوغل|جوجل|إكس|منصة)';

/** An offer to read, share, follow or buy something else: `$` where only the whole line is one. */
const offers: readonly string[] = [
  // English
  'share (?:this|on|via|:|$)|share$|tweet$|tweet this|read (?:more|next|also)\\b|related(?:$|:| (?:articles|stories|posts|news|topics|content|coverage|links|video)\\b)|\\[related|more (?:from|on|stories)\\b|more (?:\\S+ ){1,2}stories$|want more\\b|see also\\b|also read\\b|you (?:may|might) also|recommended(?:$|:| for)|sponsored(?:$| content| post| stor)|sign up\\b|subscribe\\b|follow (?:us|@\\S+|\\S+ on)\\b|comments?(?: \\(\\d+\\))?$|leave a (?:reply|comment)|tell us what|tags?(?::|$)|filed under|topics:|photo(?:s)?(?: by|:| credit)|image(?: by|:| credit)|copyright (?:©|\\(c\\)|\\d{4}|by)|©|\\(?c\\) \\d{4}|all rights reserved|click here to|join our|download (?:the|our) app|this article (?:was|originally)|latest (?:news|stories|headlines)$|don.?t miss$|most (?:popular|read|viewed)(?:$| (?:stories|articles|news|videos|in ))|trending(?: now)?$|like (?:this|what you).{0,30}\\?|have a (?:tip|story)|got a tip|send us\\b|watch:|story continues|(?:did you (?:like|enjoy|find)|was) this .{0,40}\\?$|continue reading|article continues|get .{0,60}(?:delivered|newsletter|inbox)|.{0,60}straight to your inbox|this slideshow requires|make .{0,20} (?:my|your) homepage|report a (?:typo|error)|print$|email$',
  // Arabic
  '(?:اقر[أاآ]|إقر[أا]|طالع|شاهد)(?:وا)? ?(?:[أاإ]يض|المزيد|كذلك|:)|(?:اقر[أا]|إقر[أا]) (?:المزيد|على|عن|التفاصيل)|(?:قد |ربما )(?:يهمك|يعجبك|تهمك)',
  `(?:شارك|شاركوا)(?:$|:| (?:هذا|الخبر|المقال|الموضوع|على ${platform}|عبر ${platform}))|شاركها|شاركنا (?:ب?ر[أا]يك|تعليق)|مشاركة(?:$| (?:على|المقال|الخبر|عبر))|انشر(?:ها)? (?:على|عبر)`,
  '(?:مواضيع|موضوعات|[أا]خبار|مقالات|مواد|تقارير) (?:ذات صلة|مشابهة|متعلقة|مرتبطة|[أا]خرى$|قد)|ذات صلة|المزيد (?:من|عن|حول)(?: [^ ]+){1,3}$|المزيد$|للمزيد(?:$| ?:| من (?:ال[أا]خبار|المعلومات|التفاصيل|المقالات))|(?:آخر|[أا]حدث|[أا]هم) ال[أا]خبار$|(?:اخترنا|مختارات) لك|ال[أا]كثر (?:قراءة|مشاهدة|تداولا|شيوعا)(?:$| [^ ]+$)|[إا]قر[أا] ل',
  `تابع(?:نا|ونا)(?:$|:| (?:على|عبر|في|من))|تابعوا(?: آخر| [أا]خبار| صفحت| قنا|نا)|تابع (?:آخر|[أا]خبار|صفحتنا|قناتنا|حسابنا|كل جديد|القراءة|المزيد|التفاصيل)|(?:اشترك|[إا]شترك|اشتركوا)(?:$| (?:الآن|معنا|في (?:نشر|النشر|قنا|القنا|خدم|مجموع)))|للاشتراك|(?:انضم|انضموا) (?:[إا]لينا|[إا]لى (?:قنا|القنا|مجموع|صفح|نشر))|لمتابعة (?:آخر|[أا]خبار|كل|المزيد)|ليصلك`,
  'هل (?:[أا]عجب(?:ك|تك)|استفدت|وجدت|كان) .{0,40}؟$|التعليقات(?:$|:| \\()|(?:اترك|[أا]ضف|اكتب) (?:تعليق|رد)|(?:ال)?كلمات (?:ال)?(?:مفتاحية|دلالية|دالة)|(?:ال)?وسوم(?:$|:)|(?:جميع|كل|كافة) الحقوق محفوظ|حقوق النشر|(?:ال)?مصدر ?:|المصدر$|حم\u0651?لوا? تطبيق|نشرتنا|النشرة البريدية|(?:طباعة|نسخ|حجم الخط|مشاركة)$|نسخة (?:لل?طباعة|الطباعة)|(?:عدد )?(?:القراءات|المشاهدات|الزيارات|القراء|المشاهدين) ?:|(?:المقال|الخبر|الموضوع) (?:التالي|السابق)$|(?:نسخ|انسخ) الرابط|رابط مختصر|[أا]رسل (?:إلى|الى) صديق|(?:ال)?صورة ?:|تصوير ?:',
  // Persian, French, Turkish, Spanish, Portuguese, German, Italian, Russian
  'بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|همچنین بخوانید|اشتراک.?گذاری|برچسب|کانال تلگرام|به اشتراک|انتهای پیام',
  '(?:à )?lire (?:aussi|également)|voir aussi|partager(?:$| (?:sur|cet|l.article))|partagez|abonnez-vous|inscrivez-vous|suivez-nous|sur le même (?:sujet|thème)|tous droits réservés',
  'ayrıca oku|[iİ]lgili (?:haber|içerik)|bunlar da ilginizi|paylaş$|abone ol|bizi takip|haberin devamı|etiketler',
  'lea también|te puede interesar|leer más|compartir(?:$| en )|suscríbete|leia (?:também|mais)|compartilhe|veja também|lesen sie (?:auch|mehr)|mehr zum thema|teilen$|abonnieren|leggi anche|\\(leggi anche|condividi|читайте также|поделиться|самые популярные|подписывайтесь',
];
export const offer = new RegExp(`^(?:[•▪●■◄►«>»*\\-–—|\\s]*)(?:${offers.join('|')})`, 'iu');

/** Rules, stars and brackets around a label. */
const around = /^[^\p{L}\p{N}]+|(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+$/gu;

/** Where an advertisement stands in the text, which goes on after it. */
const adLabel =
  /^(?:advert(?:isement|ising)?|ad|publicité|werbung|anzeige|reklam|publicidad|(?:مساحة |فاصل )?[إا]علان(?:ي|ية|ات)?(?:\s+[-–—][^.]{0,60})?|تبلیغات?|آگهی)$/iu;

/** What players, galleries and readers' tools show beside themselves. */
const control =
  /^(?:image \d+ of \/? ?\d+|\d+ ?\/ ?\d+|caption|close|text size|loading\W*|video|play|listen|highlights|gallery|photos?|share this story|see more|show more|show less|view comments?|\d+ (?:shares?|comments?|views?)|\d+ ?(?:قراءة|قراءات|مشاهدة|مشاهدات|زيارة|تعليق|تعليقات|تعليقا|صوت|دقائق قراءة|بازدید)|\d{1,2}:\d\d|فيديو|صور|صورة|استمع|تشغيل|المدة|إغلاق)$/iu;

const agency =
  '(?:getty(?: images)?|reuters|afp|a\\.?f\\.?p\\.?|ap(?: photo)?|associated press|epa(?:-efe)?|bloomberg|shutterstock|istock|alamy|xinhua|dpa|anadolu|رويترز|الفرنسية|فرانس برس|[أا] ?ف ?ب|[أا]\\.?ف\\.?ب|[أا]سوشيتد ?برس|[أا] ?ب|الأوروبية|الأناضول|الاناضول|غيتي(?: إيميجز)?|الجزيرة|[أا]رشيف(?:ية)?|مواقع التواصل(?: الاجتماعي)?|شترستوك|سانا|واع|د ?ب [أا])';
/** A caption ends with whose picture it is, and is no sentence before that. */
export const caption = new RegExp(
  `^[^.!?؟]{0,200}(?:\\(${agency}[^()]{0,20}\\)|[/|©] ?${agency})\\s*$`,
  'iu',
);

/** Below an article: who else worked on it and how to reach them. */
const credit =
  /^(?:\W*(?:additional )?(?:reporting|writing|editing) by\b|.{0,80}contributed (?:reporting|to this (?:report|story|article))|follow .{1,60}(?:twitter|facebook|instagram|@)|(?:e-?mail|contact|write to|reach)\b.{1,80}(?:@|https?:|twitter)|[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$|(?:https?:\/\/|www\.|twitter\.com|facebook\.com)\S*$|@\w+$|sources?:|via \S+$|(?:updated|published|first published|last (?:updated|modified)) (?:at|on|:)|[^.]{3,60} is an? (?:[\w-]+ ){0,4}(?:writer|reporter|editor|journalist|correspondent|columnist|producer|author)\b|(?:كاتب|كاتبة|صحفي|صحافي|صحفية|صحافية|باحث|باحثة|محرر|محررة|مراسل|مراسلة) [^.]{0,60}$|(?:تحرير|إعداد|اعداد|ترجمة|المحرر|إشراف) ?:|.{0,80}(?:بإعادة|إعادة) النشر.{0,40}المصدر.{0,20}$|انته[ىي](?:[^\p{L}].*)?$|\(?(?:رويترز|وكالات|أ ?ف ?ب|الأناضول|سانا)\)?$)/iu;

/** What others have written begins here, and what follows it is theirs, however long it is. */
const comments =
  /^(?:(?:(?:view |all |reader )?comments?|(?:ال)?تعليقات(?: (?:القراء|الزوار))?|نظرات(?: کاربران)?|kommentare|commentaires|yorumlar)(?:[^\p{L}\p{N}]{0,3}\d{0,6}[^\p{L}\p{N}]{0,3})|[^.!?؟]{0,40}\(\s*\d{1,6}\s*(?:تعليق\p{L}*|comments?|responses?|نظر)\s*\)|\d{1,6} (?:comments?|responses?|تعليق\p{L}*)(?: (?:on|to|على)\s.{0,200})?|هناك تعليق.{0,20}|(?:رد|ردان|\d{1,6} ردود) على ["“«].{0,200})$/iu;

/** A box for readers who skip it: "skip X and continue reading", "end of X". */
const boxStart = /^(?:skip .{1,60} (?:and )?continue reading|تخط[ىي] .{1,60} ?وواصل القراءة)$/iu;
const boxEnd = /^(?:end of|نهاية) (.{1,60})$/iu;

export const isAdLabel = (line: string) => adLabel.test(line.replace(around, ''));
export const isCommentsHeading = (line: string) => comments.test(line);
export const isBoxStart = (line: string) => boxStart.test(line);
/** What the box that ends here is called. */
export const endedBox = (line: string) => boxEnd.exec(line)?.[1];
export const isOffer = (line: string) => offer.test(line);
export const isControl = (line: string) => control.test(line);
export const isCaption = (line: string) => caption.test(line);
export const isCredit = (line: string) => credit.test(line);
