import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { blobKeyPattern, type Blobs } from '../../ports/blobs.ts';
import { privateMode } from './private.ts';
import { asStorageError } from './storage-error.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const workFolder = '.writing';
/** A write takes far less; what is older was left by a process that is gone. */
const leftoverMs = 3_600_000;

/**
 * Objects as gzipped files under a folder. A file holds one line with the content type, then the body. It is
 * written beside, flushed, and only then given its name, so that no half object ever has one.
 */
export function localBlobs(folder: string): Blobs {
  const pathOf = (key: string) => {
    if (!blobKeyPattern.test(key) || key.startsWith(workFolder)) throw new Error(`not a blob key: ${key}`);
    return join(folder, key);
  };
  return {
    async put(key, body, { ifAbsent, contentType }) {
      const path = pathOf(key);
      const draft = join(folder, workFolder, randomUUID());
      try {
        await mkdir(dirname(draft), { recursive: true, mode: privateMode.folder });
        await mkdir(dirname(path), { recursive: true, mode: privateMode.folder });
        await writeFlushed(draft, await pack(Buffer.concat([Buffer.from(`${contentType}\n`), body])));
        if (!ifAbsent) {
          await rename(draft, path);
          return 'stored';
        }
        // A link is refused when the name is taken: of many writers at once, exactly one gets it.
        return await link(draft, path).then(
          () => 'stored' as const,
          (error: unknown) => {
            if (hasCode(error, 'EEXIST')) return 'present' as const;
            throw error;
          },
        );
      } catch (error) {
        throw asStorageError(path, error);
      } finally {
        await rm(draft, { force: true });
      }
    },
    async get(key) {
      const path = pathOf(key);
      try {
        const bytes = await unpack(await readFile(path));
        const lineEnd = bytes.indexOf(10);
        return { contentType: bytes.toString('utf8', 0, lineEnd), body: bytes.subarray(lineEnd + 1) };
      } catch (error) {
        if (hasCode(error, 'ENOENT') || hasCode(error, 'EISDIR')) return undefined;
        throw asStorageError(path, error);
      }
    },
    async list(prefix, { keysMax, cursor }) {
      const keys = (await keysUnder(folder, prefix)).filter((key) => cursor === undefined || key > cursor);
      const page = keys.slice(0, keysMax);
      const last = page.at(-1);
      return keys.length > keysMax && last !== undefined ? { keys: page, cursor: last } : { keys: page };
    },
  };
}

/** Removes objects older than their prefix allows, and what killed writes left behind. */
export async function pruneBlobs(
  folder: string,
  lifetimes: readonly { readonly prefix: string; readonly keepMs: number }[],
  nowMs: number,
): Promise<number> {
  let removedCount = 0;
  for (const { prefix, keepMs } of [...lifetimes, { prefix: `${workFolder}/`, keepMs: leftoverMs }]) {
    for (const key of await keysUnder(folder, prefix)) {
      const path = join(folder, key);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined || found.mtimeMs > nowMs - keepMs) continue;
      await rm(path, { force: true });
      removedCount += 1;
    }
  }
  return removedCount;
}

/** Keys are ASCII, so the default order of strings is that of code points. */
async function keysUnder(folder: string, prefix: string): Promise<string[]> {
  const base = prefix.includes('/') ? prefix.slice(0, prefix.lastIndexOf('/') + 1) : '';
  const entries = await readdir(join(folder, base), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((key) => key.startsWith(prefix) && (base.startsWith(workFolder) || !key.startsWith(workFolder)))
    .sort();
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', privateMode.file);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
