import { sandboxLimits } from '../../ports/sandbox.ts';

/**
 * Adds a shared object to those that a process holds, and drops the one that was used longest ago. The pool and the
 * process both keep this list, by the same rule, so that the pool knows what the process still has.
 */
export function hold<Value>(held: Map<number, Value>, id: number, value: Value): void {
  held.delete(id);
  held.set(id, value);
  if (held.size > sandboxLimits.sharedMax) held.delete(held.keys().next().value!);
}
