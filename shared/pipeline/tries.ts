/**
 * A try counts as failed from its start until it ends otherwise: what ends its worker leaves nobody to count it
 * afterwards. So each stage writes, before any work, the row that it wants to leave behind should it never end.
 */
export interface Tries {
  readonly failureCount: number;
  /** How many of them were started and have not ended, the one under way among them. */
  readonly unendedCount?: number | undefined;
}

/** Whether anything else is under way in the process that a stage runs in. */
export interface Company {
  readonly isAlone: boolean;
}

/** It may have ended its worker: it runs alone, so that it takes nobody else along. */
export const isSuspect = ({ unendedCount = 0 }: Tries): boolean => unendedCount > 0;

export const startedTry = ({ failureCount, unendedCount = 0 }: Tries) => ({
  failureCount: failureCount + 1,
  unendedCount: unendedCount + 1,
});

/** Runs a try that was counted. A busy host (`left`: for long), or a store that fails, is no fault of what was tried: it gives the try back. */
export async function tried<O extends { readonly kind: string }>(
  work: () => Promise<O>,
  giveBack: () => Promise<unknown>,
): Promise<O> {
  try {
    const outcome = await work();
    if (outcome.kind === 'busy' || outcome.kind === 'left') await giveBack();
    return outcome;
  } catch (error) {
    // The store may still fail: then the try stays counted, and its pause runs.
    await giveBack().catch(() => undefined);
    throw error;
  }
}
