import * as z from 'zod/mini';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';

const id = z.string().check(z.minLength(1));
const PollJob = z.strictObject({ feedId: id, dueAtMs: z.number() });
const ReadJob = z.union([
  z.strictObject({ feedId: id, entryId: id }),
  z.strictObject({ openOutbox: id }),
  z.strictObject({ learn: z.literal(true) }),
]);
const DeliverJob = z.strictObject({ channel: id });

export type PollJob = z.infer<typeof PollJob>;
/** An entry to be read, an article whose hits are still to be placed, or frequencies to be learned. */
export type ReadJob = z.infer<typeof ReadJob>;
/** Deliver whatever the rows say that this channel is due. */
export type DeliverJob = z.infer<typeof DeliverJob>;

/** The job in a message's body, or undefined when it is none of ours: bad data, never an outage. */
export const parseJob = {
  poll: (body: string) => parse(PollJob, body),
  read: (body: string) => parse(ReadJob, body),
  deliver: (body: string) => parse(DeliverJob, body),
};

function parse<T>(schema: z.ZodMiniType<T>, body: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** What to do with the message that brought a job. */
export type JobOutcome =
  | { readonly kind: 'done' }
  /**
   * Its host or target is busy: the same message again after this time. Received `receivesMax` times it has waited
   * enough, and what its row says is for the sweep to send again.
   */
  | { readonly kind: 'later'; readonly delayMs: number; readonly receivesMax?: number | undefined }
  /** Nothing was done: its stage is to be run again with nothing else under way (see `tries.ts`). */
  | { readonly kind: 'suspect' }
  /** No job of ours: for the dead list, never tried again. */
  | { readonly kind: 'bad'; readonly reason: string };

const loggedCharsMax = 500;

/** What a stage's outcome means for the message; undefined: the body held no job. */
export function outcomeOf(
  ports: Pick<Ports, 'clock' | 'log'>,
  queue: string,
  body: string,
  outcome:
    { readonly kind: string; readonly untilMs?: number; readonly isGuest?: boolean | undefined } | undefined,
): JobOutcome {
  if (outcome === undefined) {
    ports.log('error', 'bad-message', { queue, body: body.slice(0, loggedCharsMax) });
    return { kind: 'bad', reason: `no ${queue} job` };
  }
  if (outcome.kind === 'suspect') return { kind: 'suspect' };
  if (outcome.untilMs === undefined) return { kind: 'done' };
  const receivesMax = outcome.isGuest === true ? limits.guestReceivesMax : undefined;
  return { kind: 'later', delayMs: Math.max(0, outcome.untilMs - ports.clock.nowMs()), receivesMax };
}

/** Whether a message has been given back as often as it may. */
export const hasWaited = (
  { receivesMax = Infinity }: Extract<JobOutcome, { kind: 'later' }>,
  receiveCount: number,
) => receiveCount >= receivesMax;
