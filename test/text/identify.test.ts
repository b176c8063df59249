import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profiles, profilesFile } from '../../compile/profiles.ts';
import { identify } from '../../shared/text/identify.ts';

describe('identify', () => {
  it.each([
    ['ar', 'أعلنت وزارة الدفاع أن القوات'],
    ['ar', 'قال جون سميث رئيس الشركة'],
    ['fa', 'وزارت دفاع اعلام کرد که'],
    ['fa', 'اگر همه بر این باور باشند'],
    ['ur', 'وزیر اعظم نے کہا کہ حکومت'],
    ['ur', 'شہر میں بارش سے سڑکیں بند'],
    ['ckb', 'حکومەتی هەرێم ڕایگەیاند کە'],
    ['ps', 'د افغانستان حکومت وايي چې'],
    ['ku', 'Wezîr got ku ew ê di mehê de biçin Amedê'],
    ['ku', 'Serokê partiyê li bajarê Hewlêrê axivî'],
    ['tr', 'Bakan, yeni yasanın gelecek ay yürürlüğe'],
    ['en', 'The minister said that the new law'],
    ['fr', 'Le ministre a déclaré que la loi'],
    ['es', 'El ministro declaró que la nueva ley'],
    ['de', 'Der Minister sagte, das neue Gesetz'],
    ['it', 'Il ministro ha detto che la nuova legge'],
    ['pt', 'O ministro disse que a nova lei não'],
    ['nl', 'De minister zei dat de nieuwe wet'],
    ['id', 'Menteri mengatakan bahwa undang-undang baru akan'],
    ['ru', 'Министр заявил, что новый закон'],
    ['uk', 'Міністр заявив, що новий закон'],
    ['he', 'השר אמר כי החוק החדש'],
    ['el', 'Ο υπουργός δήλωσε ότι'],
    ['ja', '大臣は新しい法律が'],
    ['zh', '部长说新法律将于'],
  ])('tells %s by a few words: %s', (lang, text) => {
    expect(identify(text)).toBe(lang);
  });

  it('knows nothing of a text without letters, and never throws', () => {
    expect(identify(' 12 % … 7')).toBe('und');
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => /^[a-z]{2,3}$/u.test(identify(text)))); // prettier-ignore
  });

  it('uses the scores that the package has', async () => {
    expect(JSON.parse(readFileSync(profilesFile, 'utf8'))).toEqual(await profiles());
  });
});
