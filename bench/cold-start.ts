import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Size and import time of each function's bundle, as the deploy makes it, and a run of each under Node 24, as Lambda has it. */
const runs = 5;
const runtime = 'node@24';
const root = fileURLToPath(new URL('..', import.meta.url));
const names = ['tick', 'poll', 'read', 'deliver', 'door'] as const;
const targets = { read: { kb: 1_300, ms: 150 }, others: { kb: 700, ms: 90 } };

interface Template {
  readonly Resources: Readonly<
    Record<string, { Type: string; Properties: { FunctionName?: string; Code?: { S3Key: string } } }>
  >;
}

const scratch = mkdtempSync(join(tmpdir(), 'rasid-cold-'));
// Answers every call with nothing: an empty table, and no secret.
const aws = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
});
try {
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  execFileSync(process.execPath, [cdk, 'synth', '--quiet', '--output', join(scratch, 'out'), '--context', 'email=bench@example.org'], { cwd: root, stdio: 'ignore' }); // prettier-ignore
  const template = JSON.parse(readFileSync(join(scratch, 'out/rasid-main-flow.template.json'), 'utf8')) as Template; // prettier-ignore
  const node24 = installNode();
  console.log(`${'bundle'.padEnd(9)}${'KB'.padStart(7)}${'import, ms'.padStart(12)}${'Node 24, ms'.padStart(13)}  run under Node 24`); // prettier-ignore
  for (const name of names) {
    const code = Object.values(template.Resources).find(({ Properties }) => Properties.FunctionName === `rasid-main-${name}`)?.Properties.Code; // prettier-ignore
    const file = join(scratch, 'out', `asset.${code?.S3Key.replace(/\.zip$/u, '')}`, 'index.mjs');
    const kb = Math.round(statSync(file).size / 1_000);
    const ms = importMs(process.execPath, file);
    const { kb: kbMax, ms: msMax } = name === 'read' ? targets.read : targets.others;
    const verdict = kb <= kbMax && ms <= msMax ? 'within' : 'over';
    console.log(`${name.padEnd(9)}${String(kb).padStart(7)}${ms.toFixed(0).padStart(12)}${(node24 === undefined ? '-' : importMs(node24, file).toFixed(0)).padStart(13)}  ${node24 === undefined ? `no ${runtime}` : await smoke(node24, file, name)} (${verdict} ${kbMax} KB and ${msMax} ms)`); // prettier-ignore
  }
} finally {
  aws.close();
  rmSync(scratch, { recursive: true, force: true });
}

function installNode(): string | undefined {
  const folder = join(scratch, 'node');
  spawnSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', runtime], { stdio: 'ignore' });
  // The package's install script puts the binary there; where scripts do not run, it lies in the platform's own.
  const places = [`${folder}/node_modules/node/bin/node`, `${folder}/node_modules/node-bin-${process.platform}-${process.arch}/bin/node`, `${folder}/node_modules/node-${process.platform}-${process.arch}/bin/node`]; // prettier-ignore
  return places.find((place) => existsSync(place));
}

function environment(): NodeJS.ProcessEnv {
  const queues = ['POLL', 'READ', 'DELIVER'].flatMap((name) => [`${name}_QUEUE_URL`, `${name}_DEAD_URL`]);
  const url = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  return {
    PATH: process.env['PATH'],
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL: url,
    DOOR_URL: url,
    TABLE_NAME: 'table',
    BUCKET_NAME: 'bucket',
    SECRETS_PATH: '/rasid/main',
    ...Object.fromEntries(queues.map((name) => [name, `${url}/queue`])),
  };
}

/** Median over processes of their own. */
function importMs(node: string, file: string): number {
  const program = `const begin = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - begin)); process.exit();`;
  const times = Array.from({ length: runs }, () => Number(execFileSync(node, ['--input-type=module', '--eval', program], { env: environment(), stdio: ['ignore', 'pipe', 'ignore'] }).toString())); // prettier-ignore
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

/** Gives the bundle an event that asks for nothing; what it answers. */
async function smoke(node: string, file: string, name: (typeof names)[number]): Promise<string> {
  const event = name === 'door' ? { rawPath: '/topics/x.xml', headers: {}, requestContext: { domainName: 'x' } } : { Records: [] }; // prettier-ignore
  const program = join(scratch, 'smoke.mjs');
  writeFileSync(program, `import { handler } from ${JSON.stringify(file)}; const answer = await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 60000 }); process.stdout.write('\\n' + JSON.stringify(answer)); process.exit();`); // prettier-ignore
  const child = spawn(node, [program], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (errors += String(data)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${name} does not run under ${runtime}:\n${errors}`);
  return output.trim().split('\n').at(-1) ?? '';
}
