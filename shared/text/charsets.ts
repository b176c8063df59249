/** What windows-1252 has where latin1 has control characters; Node's own decoder takes the one for the other. */
const western = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const westernFrom = 0x80;
const codePointMax = 0x10_ffff;

/** A decoder by its name in the Encoding Standard, or of UTF-32; undefined for a name that is none of either. */
export function charset(name: string): ((bytes: Uint8Array) => string) | undefined {
  if (name === 'windows-1252') return westernText;
  if (name === 'utf-32le' || name === 'utf-32be') return (bytes) => wideText(bytes, name === 'utf-32le');
  try {
    const decoder = new TextDecoder(name, { ignoreBOM: true });
    return (bytes) => decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const westernText = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009F]/gu, (letter) => western[letter.charCodeAt(0) - westernFrom] ?? letter);

function wideText(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, isLittle);
    text += point > codePointMax ? '\uFFFD' : String.fromCodePoint(point);
  }
  return text;
}
