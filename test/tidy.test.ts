import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const skipped = new Set(['node_modules', '.git', '.rasid', 'cdk.out', 'coverage']);
const linesMax = 250;

interface Source {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly { readonly target: string; readonly isType: boolean }[];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (skipped.has(name)) return [];
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

const sources: Source[] = filesIn(root)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map((path) => {
    const text = readFileSync(path, 'utf8');
    const imports = [
      ...text.matchAll(
        /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gmu,
      ),
    ].map(([, type, from, bare, dynamic]) => {
      const target = from ?? bare ?? dynamic ?? '';
      const file = target.startsWith('.') ? relative(root, resolve(dirname(path), target)) : target;
      return { target: file, isType: type !== undefined };
    });
    return { path: relative(root, path), text, imports };
  });

/** What each room may import beside itself and packages; what it may not is a design question, not a line here. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  'shared/ports': ['shared/domain'],
  'shared/config': ['shared/domain'],
  'shared/text': ['shared/domain'],
  // Bytes to text is one rule for feeds and for pages; it lives where text lives.
  'shared/feeds': ['shared/domain', 'shared/text/decode.ts'],
  'shared/extract': ['shared/domain', 'shared/text/decode.ts'],
  'shared/match': ['shared/domain'],
  'shared/stories': ['shared/domain'],
  'shared/channels': ['shared/domain', 'shared/ports'],
  'shared/net': ['shared/ports', 'shared/domain'],
  'shared/store': ['shared/domain', 'shared/ports'],
  'shared/pipeline': 'domain ports config text feeds extract match stories channels net store'
    .split(' ')
    .map((room) => `shared/${room}`),
  'shared/worlds': ['shared/ports'],
  'shared/worlds/local': [
    'shared/ports',
    'shared/domain',
    'shared/worlds/writes.ts',
    'shared/worlds/log-fields.ts',
  ],
  // Its processes run the tasks of the pipeline; the rest of it knows none.
  'shared/worlds/sandbox': ['shared/ports', 'shared/pipeline/tasks.ts'],
  'shared/worlds/aws':
    'ports domain config channels net store pipeline worlds/sandbox worlds/writes.ts worlds/log-fields.ts'
      .split(' ')
      .map((room) => `shared/${room}`),
  functions: ['shared/worlds/aws', 'shared/pipeline', 'shared/domain'],
  infra: ['shared/worlds/aws/names.ts', 'shared/worlds/aws/sizes.ts'],
  sample: [],
  cli: ['shared', 'sample'],
  bench: ['shared', 'sample', 'cli'],
};
/** Rooms of pure rules: no package that opens a file, a socket or a process. */
const pure = [
  'shared/domain',
  'shared/text',
  'shared/feeds',
  'shared/extract',
  'shared/match',
  'shared/stories',
  'shared/config',
];
const inputsAndOutputs =
  /^node:(?:fs|net|http|https|child_process|worker_threads|dns|tls|dgram)|^undici$|^libsql$|^@aws-sdk/u;

const roomOf = (path: string) =>
  Object.keys(rooms)
    .filter((room) => path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];

describe('the house', () => {
  it('imports only what each room may import', () => {
    const wrong = sources.flatMap(({ path, imports }) => {
      const room = roomOf(path);
      if (room === undefined) return [];
      const allowed = [room, ...(rooms[room] ?? [])];
      return imports
        .filter(({ target }) => /^(?:shared|sample|cli|bench|test|infra|functions|web)\//u.test(target))
        .filter(({ target }) => !allowed.some((one) => target === one || target.startsWith(`${one}/`)))
        .map(({ target }) => `${path} -> ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('gives every file of shared a room', () => {
    expect(
      sources
        .map(({ path }) => path)
        .filter((path) => path.startsWith('shared/') && roomOf(path) === undefined),
    ).toEqual([]);
  });

  it('keeps pure rooms pure', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      pure.some((room) => path.startsWith(`${room}/`))
        ? imports
            .filter(({ target }) => inputsAndOutputs.test(target))
            .map(({ target }) => `${path} -> ${target}`)
        : [],
    );
    expect(wrong).toEqual([]);
  });

  it('opens sockets in net only (for mail in the local world), SQLite in the local world and the lock only, and AWS nowhere but in its world', () => {
    const importersOf = (pattern: RegExp) =>
      sources
        .filter(
          ({ path, imports }) =>
            !path.startsWith('test/') && imports.some(({ target }) => pattern.test(target)),
        )
        .map(({ path }) => path);
    expect(importersOf(/^undici(?:\/|$)/u).filter((path) => !path.startsWith('shared/net/'))).toEqual([]);
    expect(importersOf(/^nodemailer$/u)).toEqual(['shared/worlds/local/mail.ts']);
    // One function sends: the clients for it are in no other's bundle.
    expect(importersOf(/worlds\/aws\/sending\.ts$/u)).toEqual(['cli/aws/world.ts', 'functions/deliver.ts']);
    expect(
      importersOf(/^libsql$/u).filter(
        (path) => !path.startsWith('shared/worlds/local/') && path !== 'cli/lock.ts',
      ),
    ).toEqual([]);
    expect(
      importersOf(/^@aws-sdk\//u).filter(
        (path) => !path.startsWith('shared/worlds/aws/') && !path.startsWith('infra/stand-ins/'),
      ),
    ).toEqual([]);
  });

  it('takes time, chance and the environment as inputs', () => {
    const banned =
      /\bDate\.now\(|\bMath\.random\(|\bset(?:Timeout|Interval)\(|\bprocess\.env\b|\bconsole\.(?:log|info|warn|error|debug)\(|(?:=|await|return|globalThis\.)\s*fetch\(/gu;
    const wrong = sources
      .filter(({ path }) => path.startsWith('shared/') && !path.startsWith('shared/worlds/'))
      .flatMap(({ path, text }) =>
        [...withoutComments(text).matchAll(banned)].map(([call]) => `${path}: ${call}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map(
      sources.map(({ path, imports }) => [
        path,
        imports.filter(({ isType }) => !isType).map(({ target }) => target),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]) => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (trail.includes(path) || done.has(path)) return;
      for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('has no dead files, no barrels, no drawers for anything', () => {
    const imported = new Set(sources.flatMap(({ imports }) => imports.map(({ target }) => target)));
    const entrances =
      /^(?:cli\/main\.ts|(?:shared\/worlds|cli|test|bench)\/sandbox\/child\.ts|functions\/\w+\.ts|infra\/app\.ts|vitest\.config\.ts|bench\/(?:run|quality|half-concepts|feeds|stories|text|match|cold-start)\.ts|bench\/peers\/[\w-]+\.ts|compile\/patterns\.ts|infra\/stand-ins\/\w+\.ts|test\/.*\.test\.ts|test\/hostile\/worker\.ts|vitest\.config\.ts)$/u;
    const code = sources.map(({ path }) => path);
    expect(code.filter((path) => !imported.has(path) && !entrances.test(path))).toEqual([]);
    expect(code.filter((path) => /(?:^|\/)index\.ts$/u.test(path))).toEqual([]);
    expect(code.filter((path) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/u.test(path))).toEqual(
      [],
    );
  });

  it(`keeps every file within ${linesMax} lines`, () => {
    expect(
      sources
        .filter(({ text }) => text.split('\n').filter((line) => line.trim() !== '').length > linesMax)
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('names every file of a folder with a list in its list', () => {
    const lists: readonly (readonly [folder: string, list: string, besides: readonly string[]])[] = [
      [
        'shared/channels',
        'shared/channels/list.ts',
        ['channel.ts', 'chat.ts', 'lines.ts', 'list.ts', 'message.ts', 'post.ts'],
      ],
      [
        'shared/text/languages',
        'shared/text/languages/list.ts',
        ['language.ts', 'list.ts', 'snowball.ts', 'snowball-stemmers.d.ts'],
      ],
      ['cli/filters', 'cli/filters/list.ts', ['jsonl.ts', 'list.ts']],
      ['sample/themes', 'sample/themes/list.ts', ['page.ts', 'list.ts']],
    ];
    const missing = lists.flatMap(([folder, list, besides]) => {
      const text = readFileSync(join(root, list), 'utf8');
      return readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts') && !besides.includes(name) && !text.includes(`./${name}`))
        .map((name) => `${folder}/${name} is not in ${list}`);
    });
    expect(missing).toEqual([]);
  });

  it('holds every invariant of ARCHITECTURE.md by a test that is there', () => {
    const named = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').match(/`test\/[^`]+`/gu) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect(named.map((name) => name.slice(1, -1)).filter((path) => !existsSync(join(root, path)))).toEqual(
      [],
    );
  });

  it('has the files that its readers are promised', () => {
    for (const path of [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'docs/topics.md',
      '.ci/run',
    ]) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gmu, '');
}
