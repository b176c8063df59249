import { awsFailure } from '../../shared/worlds/aws/failure.ts';
import {
  accountConcurrency,
  concurrencyLimits,
  doorReserve,
  type AccountConcurrency,
} from '../../shared/worlds/aws/concurrency.ts';

export interface DoorReserve {
  readonly doorConcurrency?: number | undefined;
  readonly line: string;
}

/** How much of the account's concurrency the door gets for itself, and a line that says so. No failure stops a deploy. */
export async function findDoorReserve(look: () => Promise<AccountConcurrency> = accountConcurrency): Promise<DoorReserve> {
  try {
    const account = await look();
    const doorConcurrency = doorReserve(account);
    return { doorConcurrency, line: lineOf(account, doorConcurrency) };
  } catch (error) {
    const reason = awsFailure(error) ?? (error instanceof Error ? error.message : String(error));
    return { line: `The public door has no limit of its own: the account's limit could not be read. ${reason}` };
  }
} // prettier-ignore

function lineOf({ max, unreserved }: AccountConcurrency, reserve: number | undefined): string {
  const { accountMin, unreservedMin } = concurrencyLimits;
  if (reserve !== undefined) return `The public door runs at most ${reserve} times at once, of ${max} in the account: a flood of it does not stop alerts.`;
  const needed = max < accountMin ? `at least ${accountMin}` : `${unreservedMin + concurrencyLimits.doorMax} that no function has reserved, and finds ${unreserved}`;
  return `The public door has no limit of its own: the account allows ${max} functions at once, and a limit needs ${needed}. A flood of the door can delay alerts. AWS raises the quota "Concurrent executions" for free; then deploy again.`;
} // prettier-ignore
