import type { Sandbox, Tasks } from '../../ports/sandbox.ts';

/** Runs tasks in this process, without limits: for texts of one's own, and where a process would be measured with them. */
export function inlineSandbox<T extends Tasks>(tasks: T): Sandbox<T> {
  return {
    async run(name, input, { shared }) {
      try {
        // Cloned, as on the way to a process: what cannot be cloned fails here too.
        const value: unknown = await tasks[name]!(structuredClone(input), shared as never);
        return { kind: 'done', value: structuredClone(value) as never };
      } catch (error) {
        if (error instanceof Error && error.name === 'DataCloneError') throw error;
        return { kind: 'ended', reason: 'broke its reader' };
      }
    },
  };
}
