import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientConfig } from './client-config.ts';

/** How many functions may run at once in an account and region. */
export interface AccountConcurrency {
  readonly max: number;
  /** The part that no function has reserved for itself. */
  readonly unreserved: number;
}

export const concurrencyLimits = {
  /** A flood of the public door takes no more than this; readers of feeds need one or two. */
  doorMax: 5,
  /** A smaller account keeps everything for the functions that bring the alerts. */
  accountMin: 200,
  /** AWS refuses a reserve that leaves less. */
  unreservedMin: 100,
} as const;

/** Concurrency reserved for the door, where the account has room for it. */
export function doorReserve({ max, unreserved }: AccountConcurrency): number | undefined {
  const { doorMax, accountMin, unreservedMin } = concurrencyLimits;
  return max >= accountMin && unreserved - doorMax >= unreservedMin ? doorMax : undefined;
}

export async function accountConcurrency(
  client = new LambdaClient(clientConfig()),
): Promise<AccountConcurrency> {
  const { AccountLimit: limit } = await client.send(new GetAccountSettingsCommand({}));
  const max = limit?.ConcurrentExecutions ?? 0;
  return { max, unreserved: limit?.UnreservedConcurrentExecutions ?? max };
}
