import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Print } from '../shared/channels/channel.ts';
import { configuredWeb } from '../shared/pipeline/configured-web.ts';
import type { RasidTasks } from '../shared/pipeline/tasks.ts';
import { configSource } from '../shared/store/config.ts';
import { frequencySource } from '../shared/store/frequencies.ts';
import { dayMs } from '../shared/store/ids.ts';
import { noBroadcast } from '../shared/worlds/local/broadcast.ts';
import { localBlobs, pruneBlobs } from '../shared/worlds/local/blobs.ts';
import { realClock } from '../shared/worlds/local/clock.ts';
import { openDatabase } from '../shared/worlds/local/database.ts';
import { fileLog } from '../shared/worlds/local/log.ts';
import { smtpMail, smtpSecret } from '../shared/worlds/local/mail.ts';
import { makePrivateFolder } from '../shared/worlds/local/private.ts';
import { localQueue, releaseMessages } from '../shared/worlds/local/queue.ts';
import { realRandom } from '../shared/worlds/local/random.ts';
import { localSecrets } from '../shared/worlds/local/secrets.ts';
import { localTable, prune } from '../shared/worlds/local/table.ts';
import { processPool } from '../shared/worlds/sandbox/pool.ts';
import { childProgram } from '../shared/worlds/sandbox/program.ts';
import { privacyLines } from './privacy.ts';
import type { World } from './world.ts';

/** Rasid on one machine: everything that it knows lies in one folder. */
export interface LocalWorld extends World {
  readonly folder: string;
  /** For the one process that works: what a killed one had under way is free again. */
  releaseMessages(): void;
  /** Removes expired rows and objects; bounded a call. */
  prune(): Promise<void>;
}

/** More bring nothing to one owner's feeds, and each takes some 100 MB. */
const sandboxProcessesMax = 4;
const receivesMax = 5;
const envFile = '.env';
/** What the store's own lifetime rules are on AWS. */
const lifetimes = [
  { prefix: 'texts/', keepMs: 37 * dayMs },
  { prefix: 'entries/', keepMs: 37 * dayMs },
];

export function openLocalWorld(folder: string, print: Print): LocalWorld {
  makePrivateFolder(folder);
  for (const line of privacyLines(folder, envFile)) process.stderr.write(`${line}\n`);
  const clock = realClock();
  const random = realRandom();
  const database = openDatabase(join(folder, 'rasid.db'));
  const blobFolder = join(folder, 'objects');
  const table = localTable(database, clock);
  const blobs = localBlobs(blobFolder);
  const queue = (name: string) => localQueue(database, clock, { name, receivesMax });
  const config = configSource({ table, blobs });
  const web = configuredWeb(config, clock);
  const secrets = localSecrets({ env: process.env, file: envFile });
  const log = fileLog(join(folder, 'rasid.log'), { level: 'info', clock });
  const sandbox = processPool<RasidTasks>({
    program: childProgram(),
    workersMax: Math.min(availableParallelism(), sandboxProcessesMax),
    isWarm: false,
    clock,
    log,
  });
  const ports: World['ports'] = {
    table,
    blobs,
    queues: { poll: queue('poll'), read: queue('read'), deliver: queue('deliver') },
    web,
    mail: smtpMail(secrets),
    broadcast: noBroadcast,
    secrets,
    clock,
    random,
    log,
    print,
    config,
    frequencies: frequencySource({ table, blobs }, clock),
    sandbox,
  };
  return {
    folder,
    ports,
    mailSecret: smtpSecret,
    secretHint: 'Write NAME=value into .env here, or into the environment, then try again.',
    releaseMessages: () => releaseMessages(database),
    async prune() {
      prune(database, clock);
      await pruneBlobs(blobFolder, lifetimes, clock.nowMs());
    },
    async close() {
      sandbox.close();
      await web.close();
      database.close();
    },
  };
}
