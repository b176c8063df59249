/** A page with more text than this is an article, whatever words are in it. */
const noticeCharsMax = 1_500;
/** What a notice is about stands at its beginning. */
const beginningChars = 600;
/** A text that is shorter may be told by its words alone, without the title. */
const shortCharsMax = 400;

const notFound = [
  /\b404\b|\b(?:page|article|content|story) (?:was |is |could )?(?:not (?:be )?(?:found|available)|no longer (?:available|exists))|page (?:introuvable|non trouvée)|sayfa bulunamad|seite nicht gefunden|página no encontrada/iu,
  /(?:الصفحة|المقال|الخبر|المحتوى|الرابط)(?: التي تبحث عنها| الذي تبحث عنه| المطلوبة?| المطلوب)? (?:غير (?:موجودة?|متوفرة?|متاحة?|صحيحة?)|لم تعد|تم حذف)|لم (?:يتم|نتمكن من) العثور|تعذر العثور|عذرا.{0,20}(?:الصفحة|المقال|الخبر)|خط[أا] ?404/iu,
  /صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد/iu,
];
const wallTitle = [
  /^(?:just a moment|attention required|access (?:to this page has been )?denied|are you a robot|verify you are human|security check|before you continue|please wait|one more step|403 forbidden|subscribe to (?:read|continue)|log ?in$|sign ?in$|robot check|pardon our interruption|bot verification)|captcha/iu,
  /(?:under|down for|scheduled) (?:maintenance|construction)|we.ll be (?:right )?back soon|(?:تحت|قيد|في) (?:ال)?صيانة|(?:أعمال|الموقع (?:تحت|قيد)) (?:ال)?(?:صيانة|إنشاء|تحديث)$|(?:^|[-–|] )(?:log ?in|sign ?in|تسجيل الدخول)$/iu,
  /^(?:لحظة من فضلك|تم رفض الوصول|الوصول (?:مرفوض|ممنوع)|التحقق من الأمان|تسجيل الدخول$|جار(?:ي|ٍ)? التحقق)/iu,
];
const wallText = [
  /enable (?:javascript|cookies)(?: and cookies)? to continue|(?:please|you need to) enable (?:javascript|js)|checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)|unusual (?:traffic|activity) from your|complete the captcha|press (?:&|and) hold|reference #\d|ray id|ddos protection/iu,
  /we value your privacy|before you continue to|accept (?:all )?cookies to (?:continue|read)|(?:we and )?our (?:\d+ )?partners (?:store|use|process)|consent to (?:the use of )?cookies/iu,
  /subscribe (?:now )?to (?:continue reading|read (?:this|the full|on))|already a subscriber\?|this (?:article|content|story) is (?:for|only available to|exclusive to|reserved for) (?:our )?(?:subscribers|members)|(?:log|sign) in to (?:continue|read)|you have reached your (?:limit|free)/iu,
  /ملفات تعريف الارتباط|ملفات (?:ال)?ارتباط|نحن نقدر خصوصيتك|(?:تفعيل|تمكين|تشغيل) (?:ال)?(?:جافا ?سكريبت|javascript|الكوكيز)|(?:لست|أنك لست|انك لست) روبوت|[أا]نك [إا]نسان|جار(?:ي|ٍ)? التحقق|حركة (?:مرور|زيارات) غير (?:عادية|معتادة)/iu,
  /(?:المحتوى|المقال|الموضوع|هذه المادة) (?:\S+ ){0,3}(?:للمشتركين|لمشتركي)|(?:اشترك|سجل الدخول|سجّل الدخول) (?:الآن )?(?:لمواصلة|لمتابعة|لقراءة|للمتابعة|لتتمكن|لإكمال)/iu,
  /(?:لم تقم بتسجيل الدخول|(?:لا تملك|ليس لديك|ليس لك) (?:ال)?(?:صلاحي|إذن|تصريح)\S*|(?:يجب|يرجى|عليك|الرجاء) (?:عليك )?تسجيل (?:ال)?دخول)|you (?:are not logged in|do not have permission)|you must (?:be logged in|log ?in|sign ?in)/iu,
  /(?:نعتذر|نأسف) .{0,40}توقف الموقع|الموقع (?:مغلق|متوقف) (?:مؤقتا|حاليا|للصيانة)|(?:temporarily|currently) (?:down|unavailable|offline) (?:for|due)|down for maintenance/iu,
  /abonnez-vous pour (?:lire|continuer)|réservé aux abonnés|nous et nos partenaires|devam etmek için (?:abone|giriş)|zum weiterlesen/iu,
];

/** Why a page that answered is no article: a wall in front of it, or a page that says it is not there. */
export function wallOf(
  titles: readonly string[],
  shown: string,
  text: string,
): 'wall' | 'not-found' | undefined {
  if (text.length > noticeCharsMax) return undefined;
  const isTitled = (patterns: readonly RegExp[]) => titles.some((title) => isIn(title.trim(), patterns));
  if (isTitled(notFound) || (text.length < shortCharsMax && isIn(shown, notFound))) return 'not-found';
  if (isTitled(wallTitle) || isIn(shown.slice(0, beginningChars), wallText)) return 'wall';
  return undefined;
}

const isIn = (text: string, patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text));
