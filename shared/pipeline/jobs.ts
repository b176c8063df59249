import { z } from 'zod';

const PollJob = z.strictObject({ feedId: z.string().min(1), dueAtMs: z.number() });
const ReadJob = z.strictObject({ feedId: z.string().min(1), entryId: z.string().min(1) });
const DeliverJob = z.strictObject({ channel: z.string().min(1) });

export type PollJob = z.infer<typeof PollJob>;
export type ReadJob = z.infer<typeof ReadJob>;
/** Deliver whatever the rows say that this channel is due. */
export type DeliverJob = z.infer<typeof DeliverJob>;

/** The job in a message's body, or undefined when it is none of ours: bad data, never an outage. */
export const parseJob = {
  poll: (body: string) => parse(PollJob, body),
  read: (body: string) => parse(ReadJob, body),
  deliver: (body: string) => parse(DeliverJob, body),
};

function parse<T>(schema: z.ZodType<T>, body: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
