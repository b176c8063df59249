import type { Broadcast } from '../../ports/broadcast.ts';

/** SNS topics belong to an account: from this machine none is reached. */
export const noBroadcast: Broadcast = {
  publish: async () => ({
    kind: 'dead',
    reason: 'an SNS topic is reached from your AWS account only: deploy, or use another channel here',
  }),
};
