import { createContext, Script } from 'node:vm';
import type { Attack, Pattern } from './verdicts.ts';

/** So much processor time may one pattern take for one text. */
export const cpuMsMax = 50;

const script = new Script('text.replace(new RegExp(source, flags), "")');
/** Far more than is allowed, on a machine that is busy: a pattern without an end must not keep the check. */
const givesUpMs = 5_000;
const triesMax = 3;

/** The processor time that a pattern takes for an attack of so many characters, in its best try. */
export function cpuMsOf(pattern: Pattern, attack: Attack, charsMax: number): number {
  const context = createContext({ ...pattern, text: textOf(attack, charsMax) });
  let bestMs = Infinity;
  for (let tries = 0; tries < triesMax && bestMs > cpuMsMax; tries += 1) {
    const before = process.cpuUsage();
    try {
      script.runInContext(context, { timeout: givesUpMs });
    } catch {
      return Infinity;
    }
    const { user, system } = process.cpuUsage(before);
    bestMs = Math.min(bestMs, (user + system) / 1_000);
  }
  return bestMs;
}

/** The attack with its pumps repeated alike until it fills the bound. */
function textOf({ pumps, suffix }: Attack, charsMax: number): string {
  const fixedChars = pumps.reduce((sum, { prefix }) => sum + prefix.length, suffix.length);
  const pumpChars = Math.max(1, pumps.reduce((sum, { pump }) => sum + pump.length, 0)); // prettier-ignore
  const times = Math.max(0, Math.floor((charsMax - fixedChars) / pumpChars));
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
}
