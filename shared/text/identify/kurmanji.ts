const smallWords =
  /^(?:û|ji|ku|jî|xwe|ew|ev|wê|wî|vê|vî|dike|dikin|dikir|kir|kirin|kiriye|hatin|hatiye|bû|bûn|ez|hûn|wan|van|yê|yên|yek|navê|got|ketin|çû|heye|hene|hev|gelek|tê|tên|dibe|dibin|dibû|bike|bikin|divê|lê|piştî|berî|dema|çend|mirov|roj|salê|gund|welat|wek|wekî|heta|gava|ango|lewra|heke|eger|çawa|niha|îro|duh|bê|jê|lêbelê|din|mîna|paşê|hemû|tenê|wisa|gel|dîsa|dê|qey|eve|erê|pê|tiştek|ko|gote|gotin|sê|hezar|caran|cara|zarok|jiyan|derî|nû|kî|çi|herin|niho|hêla|hevdû|dil|kurd|kurdî|kurdan|kurdistan|kurdistanê|tirkiye|tirkiyê|ziman|zimanê|bajar|bajarê|partî|serok|serokê|hilbijartin|şer|şerê|artêş|polîs|girtî|mirin|kuştin|roja|meha|şevê|dewlet|komar|komara)$/u;
/** Other languages have these, too. */
const sharedWords =
  /^(?:ne|me|min|te|tu|de|da|du|re|na|ya|car|mal|ba|bo|pir|ser|ber|her|sal|em|li|di|bi|dest|sed|sala|nav|hat|kes)$/u;
const ownLetters = /[êîû]/u;
/** Letter groups that are common here and hardly occur in other languages with ê, î or û. */
const ownGroups = /xw|q(?!u)|^(?=.*[êîû]).*[xwqşç]|^[bdn]i[kxşçvw]|(?:ên|ekî|ekê|iyê|yê|îne|ûne)$/u;
const foreignLetters = /[ıöüğáéóñãõäàèùôœßåæøßčćžšđ]/u;

const shareMin = 0.3;
const wordsMin = 3;

/** Kurmanji has small words and letter groups close to no other language's, and no detector that is light enough knows it. */
export function isKurmanji(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}]+/gu) ?? [];
  const points = words.map(pointsOf);
  const sum = points.reduce((total, one) => total + one, 0);
  return (
    words.length >= wordsMin && sum >= shareMin * words.length && points.filter((one) => one > 0).length > 1
  );
}

function pointsOf(word: string): number {
  if (foreignLetters.test(word)) return -1;
  if (smallWords.test(word)) return ownLetters.test(word) ? 1 : 0.6;
  if (sharedWords.test(word)) return 0.4;
  return (ownLetters.test(word) ? 0.5 : 0) + (ownGroups.test(word) ? 0.4 : 0);
}
