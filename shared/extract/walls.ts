/** A page with more text than this is an article, whatever words are in it. */
const noticeCharsMax = 1_500;
const notFoundTitle =
  /\b404\b|\b(?:page|article|content|story) (?:was )?not found|page introuvable|sayfa bulunamad|الصفحة غير موجودة|لم يتم العثور|عذرا.{0,20}الصفحة|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد/iu;
const wallTitle =
  /^(?:just a moment|attention required|access denied|are you a robot|verify you are human|security check|before you continue|please wait|one more step|403 forbidden|subscribe to (?:read|continue))|captcha/iu;
const wallText =
  /(?:enable javascript and cookies to continue|checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|unusual traffic from your|complete the captcha|we value your privacy|before you continue to|accept (?:all )?cookies to (?:continue|read)|subscribe (?:now )?to (?:continue reading|read (?:this|the full)))/iu;

/** Why a page that answered is no article: a wall in front of it, or a page that says it is not there. */
export function wallOf(title: string, text: string): 'wall' | 'not-found' | undefined {
  if (text.length > noticeCharsMax) return undefined;
  if (notFoundTitle.test(title) || (text.length < 400 && notFoundTitle.test(text))) return 'not-found';
  if (wallTitle.test(title) || wallText.test(text.slice(0, 600))) return 'wall';
  return undefined;
}
