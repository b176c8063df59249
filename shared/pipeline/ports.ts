import type { Print } from '../channels/channel.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Broadcast } from '../ports/broadcast.ts';
import type { Mail } from '../ports/mail.ts';
import type { Queue } from '../ports/queue.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { Table } from '../ports/table.ts';
import type { Web } from '../ports/web.ts';
import type { Clock, Log, Random, Secrets } from '../ports/world.ts';
import type { ConfigSource } from '../store/config.ts';
import type { FrequencySource } from '../store/frequencies.ts';
import type { DoorLink } from './feedback-link.ts';
import type { RasidTasks } from './tasks.ts';

/** A world, as the stages see it. Each stage takes the part that it needs. */
export interface Ports {
  readonly table: Table;
  readonly blobs: Blobs;
  readonly queues: { readonly poll: Queue; readonly read: Queue; readonly deliver: Queue };
  readonly web: Web;
  readonly mail: Mail;
  readonly broadcast: Broadcast;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly print: Print;
  readonly config: ConfigSource;
  readonly frequencies: FrequencySource;
  readonly sandbox: Sandbox<RasidTasks>;
  /** Where readers answer an alert; undefined where nobody can. */
  readonly door?: DoorLink | undefined;
}
