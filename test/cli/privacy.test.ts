import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init } from '../../cli/commands/init.ts';
import { lockFolder } from '../../cli/lock.ts';
import { privacyLines } from '../../cli/privacy.ts';
import { rasid } from './rasid.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rasid-private-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The rights of others than the owner under a path. */
async function openTo(path: string): Promise<string[]> {
  const names = ['', ...(await readdir(path, { recursive: true }))];
  const modes = await Promise.all(names.map(async (name) => [name, (await stat(join(path, name))).mode & 0o077] as const)); // prettier-ignore
  return modes.filter(([, mode]) => mode !== 0).map(([name]) => name);
}

/** A command for which the machine makes every file open to everybody. */
async function openly(...words: string[]) {
  const run = rasid(folder, ['sh', '-c', 'umask 0; exec "$0" "$@"'], ...words);
  run.process.stdin?.end();
  const { code } = await run.ended;
  return { code, errors: run.errors() };
}

describe('what Rasid keeps on this machine', () => {
  it('is for its owner’s eyes only, whatever the umask', async () => {
    init(folder);
    const run = rasid(folder, ['sh', '-c', 'umask 0; exec "$0" "$@"'], 'start', '--port', '0');
    await run.until('Rasid watches');
    run.process.kill('SIGINT');
    await run.ended;
    const state = join(folder, '.rasid');
    expect(await readdir(state)).toEqual(expect.arrayContaining(['door-key', 'lock.db', 'objects', 'rasid.db'])); // prettier-ignore
    expect(await openTo(state)).toEqual([]);
    expect(run.errors()).not.toMatch(/other users/iu);
  });

  it('is closed where an older Rasid left it open, or the owner hears how', async () => {
    init(folder);
    const state = join(folder, '.rasid');
    await mkdir(state);
    await chmod(state, 0o755);
    await writeFile(join(state, 'rasid.db'), '', { mode: 0o644 });
    const first = await openly('apply');
    expect(first).toMatchObject({ code: 0 });
    expect(first.errors).toContain('Other users of this machine can read .rasid: an older Rasid made it so. Close it with `chmod -R go= .rasid`.\n'); // prettier-ignore
    expect(await openTo(state)).toEqual(['']);
    expect(spawnSync('chmod', ['-R', 'go=', '.rasid'], { cwd: folder }).status).toBe(0);
    expect((await openly('apply')).errors).not.toContain('Other users');
  });

  it('stays locked when this process asks for the lock again', async () => {
    init(folder);
    const lock = lockFolder(join(folder, '.rasid'));
    expect(() => lockFolder(join(folder, '.rasid'))).toThrow('Another rasid start runs');
    // Only another process sees whether the operating system still holds it.
    expect((await openly('start', '--port', '0')).errors).toContain('Another rasid start runs');
    lock.release();
  });
});

describe('a file of secrets', () => {
  it.each([
    [0o644, true],
    [0o640, true],
    [0o604, true],
    [0o600, false],
    [0o400, false],
  ])('is doubted when its mode is %o: %s', async (mode, isDoubted) => {
    const file = join(folder, '.env');
    await writeFile(file, 'DESK=1\n');
    await chmod(file, mode);
    expect(privacyLines(join(folder, 'none'), file)).toHaveLength(isDoubted ? 1 : 0);
  });

  it('has a command that closes it, whatever its name', async () => {
    const file = join(folder, "-it's open $(touch x).env");
    await writeFile(file, 'DESK=1\n', { mode: 0o644 });
    const [, command = ''] = /`(.*)`/u.exec(privacyLines(join(folder, 'none'), file)[0] ?? '') ?? [];
    expect(spawnSync('sh', ['-c', command]).status).toBe(0);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });
});

describe('rasid init', () => {
  const ignoring = () => readFile(join(folder, '.gitignore'), 'utf8');

  it('keeps state and secrets out of git', async () => {
    expect(init(folder)).toContain('.gitignore');
    expect(await ignoring()).toBe('.rasid/\n.env\n');
  });

  it.each([
    ['node_modules', 'node_modules\n.rasid/\n.env\n'],
    ['node_modules\n.env\n', 'node_modules\n.env\n.rasid/\n'],
    ['/.rasid\n# .env\n', '/.rasid\n# .env\n.env\n'],
  ])('adds what is missing to %j', async (before, after) => {
    await writeFile(join(folder, '.gitignore'), before);
    expect(init(folder)).toContain('.gitignore');
    expect(await ignoring()).toBe(after);
  });

  it('leaves a .gitignore that has both', async () => {
    await writeFile(join(folder, '.gitignore'), '.rasid\r\n.env\r\n');
    expect(init(folder)).not.toContain('.gitignore');
    expect(await ignoring()).toBe('.rasid\r\n.env\r\n');
  });
});
