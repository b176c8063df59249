import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Secrets } from '../../ports/world.ts';

/** The environment first, then a `.env` file, which is read again each time, so that a new secret needs no restart. */
export function localSecrets(from: {
  env: Readonly<Record<string, string | undefined>>;
  file: string;
}): Secrets {
  return {
    async get(name) {
      const value =
        from.env[name] ??
        (existsSync(from.file) ? parseEnv(readFileSync(from.file, 'utf8'))[name] : undefined);
      return value === '' ? undefined : value;
    },
  };
}
