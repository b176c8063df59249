import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAwsWorld } from '../../cli/aws/world.ts';
import { openLocalWorld } from '../../cli/local-world.ts';
import { rasid } from '../cli/rasid.ts';
import { openFunctionUrl, startLambda, type LambdaService } from '../cloud/lambda.ts';
import { startMoto } from '../cloud/moto.ts';
import { goodArticles } from './good-outlet.ts';
import { configOf, topicFileOf, type Press, type World } from './unharmed.ts';

async function deskOf(press: Press, hostileEvery: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-hostile-desk-'));
  await mkdir(join(folder, 'topics'));
  for (const article of goodArticles) await writeFile(join(folder, 'topics', `${article.topic}.yaml`), topicFileOf(article)); // prettier-ignore
  await writeFile(join(folder, 'rasid.yaml'), configOf(press, hostileEvery));
  return folder;
}

/** `rasid start`, as an owner starts it. */
export async function openLocal(press: Press): Promise<World> {
  const folder = await deskOf(press, '1s');
  const run = rasid(folder, 'start', '--port', '0');
  await run.until('Rasid watches');
  const world = openLocalWorld(join(folder, '.rasid'), () => undefined);
  return {
    ports: world.ports,
    printed: () => `${run.output()}${run.errors()}`,
    failures: () => [],
    ended: () => {
      const { exitCode, signalCode } = run.process;
      return exitCode === null && signalCode === null ? undefined : run.errors().slice(-errorCharsMax);
    },
    async close() {
      run.process.kill('SIGKILL');
      await run.ended;
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
} // prettier-ignore

const errorCharsMax = 800;
const stage = 'hostile';
const where = ['--stage', stage, '--region', 'eu-central-1'];
/** A lost message comes back sooner than in an account, but not before the function that holds it has to end. */
const pace = { minuteMs: 500, haste: 5, instancesMax: 5 };

/** Sooner, the account on this machine has more rows and messages than it can look through in time. */
const hostileEvery = '20s';
/** The deployed bundles in an account on this machine. */
export async function openCloud(press: Press): Promise<World> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const one of closers.reverse()) await one();
  };
  try {
    const running: LambdaService[] = [];
    const door = await openFunctionUrl(() => running[0]?.functions['door']);
    closers.push(() => door.close());
    const moto = await startMoto({ functionUrl: door.url });
    closers.push(() => moto.close());
    Object.assign(process.env, moto.env);
    const folder = await deskOf(press, hostileEvery);
    closers.push(() => rm(folder, { recursive: true }));
    const deploy = rasid(folder, 'deploy', '--email', 'desk@example.org', ...where, '--bootstrap', '--no-canary');
    deploy.process.stdin?.end();
    const { code } = await deploy.ended;
    if (code !== 0) throw new Error(deploy.errors());
    const world = await openAwsWorld(stage);
    closers.push(() => world.close());
    const cdkOut = fileURLToPath(new URL('../../cdk.out', import.meta.url));
    const service = await startLambda(moto, { ...pace, stage, cdkOut });
    running.push(service);
    closers.push(() => service.close());
    return { ports: world.ports, printed: () => deploy.output(), failures: () => service.failures, ended: () => undefined, close };
  } catch (error) {
    await close();
    throw error;
  }
} // prettier-ignore
