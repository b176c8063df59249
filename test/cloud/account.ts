import { fileURLToPath } from 'node:url';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Newsroom } from '../../sample/newsroom.ts';
import { rasid } from '../cli/rasid.ts';
import { deskFolder, openHook, openSampleNewsroom, type Hook } from '../desk.ts';
import { openFunctionUrl, startLambda, type LambdaService } from './lambda.ts';
import { startMoto, type Moto } from './moto.ts';

/** An AWS account on this machine, the news, and two desks that watch it: one by the account, one without. */
export interface Account {
  readonly moto: Moto;
  readonly newsroom: Newsroom;
  readonly hooks: Readonly<Record<Side, Hook>>;
  readonly folders: Readonly<Record<Side, string>>;
  /** The running functions, once they have been started. */
  lambda(): LambdaService | undefined;
  /** Starts what is deployed, as it is deployed now. */
  startFunctions(): Promise<LambdaService>;
  setNow(ms: number): void;
  /** The command, in the cloud desk's folder. */
  command(words: readonly string[], input?: string): Promise<{ code: number | null; output: string; errors: string }>;
  /** The environment that a function was deployed with. */
  environmentOf(name: string): Promise<Record<string, string | undefined>>;
  /** Is closed with the account, before it. */
  closeWith(close: () => Promise<unknown>): void;
  close(): Promise<void>;
} // prettier-ignore

export type Side = 'local' | 'cloud';

export const stage = 'cloud';
export const where = ['--stage', stage, '--region', 'eu-central-1'];
export const secretName = 'DESK_SECRET';
export const secretValue = 'a secret of the desk';
/** The schedule's minute, and how much faster a lost message comes back. */
export const pace = { minuteMs: 500, haste: 90, instancesMax: 1 };
const cdkOut = fileURLToPath(new URL('../../cdk.out', import.meta.url));

export async function openAccount(): Promise<Account> {
  const closers: (() => Promise<unknown>)[] = [];
  let lambda: LambdaService | undefined;
  let nowMs = Date.now();
  const door = await openFunctionUrl(() => lambda?.functions['door']);
  closers.push(() => door.close());
  const moto = await startMoto({ functionUrl: door.url });
  closers.push(() => moto.close());
  Object.assign(process.env, moto.env, { [secretName]: secretValue });
  const newsroom = await openSampleNewsroom({ minuteMs: 1_000, nowMs: () => nowMs });
  closers.push(() => newsroom.close());
  const openDesk = async () => {
    const hook = await openHook();
    closers.push(() => hook.close());
    const desk = await deskFolder(newsroom, { url: hook.url, secret: secretName });
    closers.push(() => desk.close());
    return { hook, folder: desk.folder };
  };
  const desks = { local: await openDesk(), cloud: await openDesk() };
  const folders = { local: desks.local.folder, cloud: desks.cloud.folder };
  return {
    moto,
    newsroom,
    hooks: { local: desks.local.hook, cloud: desks.cloud.hook },
    folders,
    lambda: () => lambda,
    async startFunctions() {
      lambda = await startLambda(moto, { ...pace, stage, cdkOut });
      return lambda;
    },
    setNow: (ms) => {
      nowMs = ms;
    },
    async command(words, input = '') {
      const run = rasid(folders.cloud, ...words);
      run.process.stdin?.end(input);
      const { code } = await run.ended;
      return { code, output: run.output(), errors: run.errors() };
    },
    async environmentOf(name) {
      const client = new LambdaClient(moto.client);
      const command = new GetFunctionConfigurationCommand({ FunctionName: `rasid-${stage}-${name}` });
      return (await client.send(command)).Environment?.Variables ?? {};
    },
    closeWith: (close) => void closers.push(close),
    async close() {
      await lambda?.close();
      for (const close of closers.reverse()) await close();
    },
  };
}
