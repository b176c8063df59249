import { text } from 'node:stream/consumers';
import { secretsPathOf } from '../../shared/worlds/aws/names.ts';
import { setSecret } from '../../shared/worlds/aws/secrets.ts';
import { usageError } from '../output.ts';
import { inRegion, type AwsOptions } from './world.ts';

/** What a standard parameter holds. */
const bytesMax = 4_096;
const namePattern = /^[\w.-]{1,100}$/u;

/** Keeps a secret in the account, encrypted. The value never stands on a command line. */
export async function secretSet(name: string, options: AwsOptions): Promise<void> {
  if (!namePattern.test(name)) throw usageError(`"${name}" is no name of a secret: letters, digits, _ . -`);
  const value = (process.stdin.isTTY ? await typed(`${name}: `) : await text(process.stdin)).replace(/\r?\n$/u, ''); // prettier-ignore
  if (value === '') throw usageError('The secret is empty; nothing has been set. Type it, or pipe it in.');
  if (Buffer.byteLength(value) > bytesMax) throw usageError(`The secret is over ${bytesMax} bytes; nothing has been set.`); // prettier-ignore
  await inRegion(options, () => setSecret(secretsPathOf(options.stage), name, value));
}

/** A line of the terminal that is not shown. */
function typed(prompt: string): Promise<string> {
  process.stdout.write(prompt);
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8').resume();
  return new Promise((resolve, reject) => {
    let line = '';
    const end = () => {
      stdin.off('data', take).setRawMode(false);
      stdin.pause();
      process.stdout.write('\n');
    };
    const take = (keys: string) => {
      for (const key of keys) {
        if (key === '\u0003') {
          end();
          reject(usageError('Nothing has been set.'));
          return;
        }
        if (key === '\r' || key === '\n' || key === '\u0004') {
          end();
          resolve(line);
          return;
        }
        line = key === '\u007F' || key === '\b' ? line.slice(0, -1) : line + key;
      }
    };
    stdin.on('data', take);
  });
}
