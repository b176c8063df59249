import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { Export?: { Name: string } }>>;
}

export interface Synth {
  readonly code: number | null;
  readonly errors: string;
  readonly folder: string;
  template(part: 'store' | 'flow'): Promise<Template>;
  close(): Promise<void>;
}

/** `cdk synth --strict`, as the deploy does it, into a folder of its own. */
export async function synth(context: Readonly<Record<string, string>>): Promise<Synth> {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-synth-'));
  const words = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cdk, 'synth', '--strict', '--quiet', '--output', folder, ...words], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] }); // prettier-ignore
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    code,
    errors,
    folder,
    template: async (part) =>
      JSON.parse(
        await readFile(join(folder, `rasid-${context['stage'] ?? 'main'}-${part}.template.json`), 'utf8'),
      ) as Template,
    close: () => rm(folder, { recursive: true }),
  };
}

/** Follows references to what a reader would call the thing: `pollQueue`, `table`, `bucket/articles/*`. */
export function named(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(named).join('');
  const [[kind, of] = ['', '']] = Object.entries(value as Record<string, unknown>);
  if (kind === 'Fn::ImportValue') return named(of).replace(/^rasid-[a-z]+-|-arn$|-name$/gu, '');
  if (kind === 'Fn::Join') return named((of as [string, unknown])[1]);
  if (kind === 'Fn::GetAtt') return (of as string[])[0]!.replace(/[0-9A-F]{8}$/u, '');
  return named(of).replace(/[0-9A-F]{8}$/u, '');
}
