import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatOf, escapeMarkdown, fitChat, plainText, shortText } from '../../shared/channels/chat.ts';
import { cutOnWord, directionOf, ownLine } from '../../shared/channels/lines.ts';
import { plain } from '../../shared/domain/plain.ts';
import { messageLines } from '../../shared/channels/message.ts';
import { alert, notice, sending } from '../contract/messages.ts';

const opens = (text: string) => text.match(/[\u2066-\u2068]/gu)?.length ?? 0;
const closes = (text: string) => text.match(/\u2069/gu)?.length ?? 0;
const strange = fc.string({ unit: fc.constantFrom(...Array.from('نقل معتقل \u064B\u0640CENTCOM v2.0 (x) https://a.b/c?d=1 \u2067\u2069\u202E\u200F\n\r\0*_[]<@#>`|\\-+&;:💥\uD800')), maxLength: 400 }); // prettier-ignore

describe('a line of its own', () => {
  it.each([
    ['نقل 2000 معتقل', 'نقل 2000 معتقل'],
    ['أعلنت CENTCOM: نقل 2000 معتقل.', 'أعلنت \u2068CENTCOM\u2069: نقل 2000 معتقل.'],
    ['CENTCOM: نقل المعتقلين من سجون الشمال', '\u200F\u2068CENTCOM\u2069: نقل المعتقلين من سجون الشمال'],
    ['قال Brad Cooper (القيادة) إن النقل تم', 'قال \u2068Brad Cooper\u2069 (القيادة) إن النقل تم'],
    ['الرابط https://a.example/x?y=1, ثم النص الكامل للخبر المنشور', 'الرابط \u2068https://a.example/x?y=1\u2069, ثم النص الكامل للخبر المنشور'],
    ['دورة في لغة C++ للمبتدئين', 'دورة في لغة \u2068C++\u2069 للمبتدئين'],
    ['The word داعش (2,000 held) is an acronym', 'The word \u2068داعش\u2069 (2,000 held) is an acronym'],
    ['داعش is an acronym, say its enemies', '\u200E\u2068داعش\u2069 is an acronym, say its enemies'],
    ['2,000 detainees moved', '2,000 detainees moved'],
  ])('%s', (text, shown) => {
    expect(ownLine(text)).toBe(shown);
  }); // prettier-ignore

  it('changes nothing but marks, and every isolate ends', () => {
    fc.assert(
      fc.property(strange, (text) => {
        const shown = ownLine(text);
        expect(shown.replace(/[\u2068\u2069\u200E\u200F]/gu, '')).toBe(plain(text));
        expect(opens(shown)).toBe(closes(shown));
        expect(shown).not.toMatch(/[\n\r\0\u202E]/u);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is read in time, whatever it repeats', () => {
    for (const piece of ['a.', 'a ', '.a', 'ن ', 'a’', 'aن', '://', 'a+']) {
      const before = performance.now();
      ownLine(piece.repeat(100_000));
      expect(performance.now() - before).toBeLessThan(2_000);
    }
  });

  it('has the direction of most of its letters', () => {
    expect([directionOf('أخبار BBC'), directionOf('BBC أخ news'), directionOf('123'), directionOf('')]).toEqual(['rtl', 'ltr', 'ltr', 'ltr']); // prettier-ignore
  });
});

describe('a cut', () => {
  it('falls behind a word, and says that there is more', () => {
    expect(cutOnWord('نقل المعتقلين إلى العراق', 15)).toBe('نقل المعتقلين…');
    expect(cutOnWord('one two', 7)).toBe('one two');
    expect(cutOnWord('one two three', 7)).toBe('one two…');
    expect(cutOnWord('abcdefghij', 4)).toBe('abcd…');
    expect(cutOnWord('abc💥', 4)).toBe('abc…');
    expect(cutOnWord('قال \u2068Brad Cooper\u2069 كلمة', 12)).toBe('قال \u2068Brad…\u2069');
  });

  it('is never longer than asked, but for its marks, and leaves no isolate open', () => {
    fc.assert(
      fc.property(strange, fc.nat(100), (text, charsMax) => {
        const line = ownLine(text);
        const cut = cutOnWord(line, charsMax);
        expect(cut.replace(/…\u2069*$/u, '').length).toBeLessThanOrEqual(Math.max(charsMax, 0));
        expect(opens(cut)).toBe(closes(cut));
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a chat', () => {
  const chat = chatOf(sending.message, sending);

  it('fits into any size, the link kept, the least telling cut first', () => {
    const sizeOf = (one: typeof chat) => Buffer.byteLength(plainText(one));
    const whole = sizeOf(chat);
    for (let sizeMax = whole; sizeMax >= alert.article.url.length; sizeMax -= 1) {
      const fitted = fitChat(chat, sizeMax, sizeOf);
      expect(sizeOf(fitted)).toBeLessThanOrEqual(sizeMax);
      expect(fitted.url).toBe(alert.article.url);
      if (fitted.title !== chat.title) expect([fitted.head, ...fitted.details].join('')).toBe('');
      if (fitted.details[0] !== chat.details[0]) expect(fitted.details.length).toBeLessThanOrEqual(1);
    }
    expect(fitChat(chat, whole, sizeOf)).toEqual(chat);
  });

  it('fits whatever strangers write, where markup makes it longer', () => {
    const sizeOf = (one: typeof chat) => escapeMarkdown(plainText(one)).length;
    fc.assert(
      fc.property(strange, strange, strange, fc.integer({ min: 60, max: 900 }), (title, outlet, lead, sizeMax) => {
        const message = { kind: 'alert', alert: { ...alert, topicTitle: lead, article: { ...alert.article, title, outlet, lead } } } as const;
        const fitted = fitChat(chatOf(message, sending), sizeMax, sizeOf);
        expect(sizeOf(fitted)).toBeLessThanOrEqual(sizeMax);
        expect(fitted.url).toBe(alert.article.url);
      }),
    );
  }); // prettier-ignore

  it('says that an address cannot be shown, rather than cut it', () => {
    for (const url of [`https://example.org/${'x'.repeat(2_000)}`, 'javascript:alert(1)', 'no address']) {
      const shown = chatOf({ kind: 'alert', alert: { ...alert, article: { ...alert.article, url } } }, sending); // prettier-ignore
      expect(shown).toMatchObject({ url: '', details: ['Its address cannot be shown here.', expect.anything(), expect.anything(), expect.anything(), expect.anything(), expect.anything()] }); // prettier-ignore
    }
  });

  it('links so that no markup ends the link too early', () => {
    const url = 'https://example.org/a(b)|c>d"e\'f[g]';
    const shown = chatOf({ kind: 'notice', notice: { ...notice, url } }, sending);
    expect(shown.url).toBe('https://example.org/a%28b%29%7Cc%3Ed%22e%27f%5Bg%5D');
    expect(new URL(shown.url).href).toBe(shown.url);
  });

  it('stays below its short size, the link besides', () => {
    expect(shortText(chat).length).toBeLessThanOrEqual(600 + chat.url.length);
    expect(shortText(chat)).toContain(alert.article.url);
  });
});

describe('Markdown', () => {
  it('is escaped wherever strangers write it', () => {
    expect(escapeMarkdown('**a** _b_ [c](http://d) `e` ~~f~~ ||g|| <@1> @everyone #h > i \\')).toBe(
      '\\*\\*a\\*\\* \\_b\\_ \\[c\\](http://d) \\`e\\` \\~\\~f\\~\\~ \\|\\|g\\|\\| \\<\\@1\\> \\@everyone \\#h \\> i \\\\',
    );
    expect(escapeMarkdown('- a\n+ b\nc - d')).toBe('\\- a\n\\+ b\nc - d');
  });
});

describe('the story of an alert', () => {
  const how = { timeZone: 'UTC', isRepeat: false, isSample: false };
  const linesOf = (size: { outletCount: number; independentCount: number } | undefined) => {
    const message = { kind: 'alert', alert: { ...alert, size } } as const;
    return [plainText(chatOf(message, how)), messageLines(message, how).join('\n')];
  };

  it('is shown with its outlets and independent texts, beside what is new', () => {
    for (const shown of linesOf({ outletCount: 9, independentCount: 3 })) {
      expect(shown).toContain('The story so far: 9 outlets, 3 independent texts');
      expect(shown).toMatch(/New: \S*150 -> 2000/u);
    }
  });

  it('is not shown while there is one report, or where an earlier version wrote the alert', () => {
    for (const shown of [...linesOf({ outletCount: 1, independentCount: 1 }), ...linesOf(undefined)])
      expect(shown).not.toContain('The story so far');
  });
});
