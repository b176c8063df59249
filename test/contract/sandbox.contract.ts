import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../shared/ports/sandbox.ts';
import type { tasks } from '../sandbox/tasks.ts';

type TestSandbox = Sandbox<typeof tasks>;
const alone = { group: 'a', shared: {} };

/** Every sandbox does this, with limits or without. */
export function sandboxContract(name: string, open: () => TestSandbox): void {
  describe(`the sandbox ${name}`, () => {
    it('gives back what a task returns, of every type that can be cloned', async () => {
      const value = { text: 'داعش \uD83D\uDE00', bytes: new Uint8Array([1, 2]), map: new Map([['a', new Set([1])]]), none: undefined }; // prettier-ignore
      expect(await open().run('echo', { value }, alone)).toEqual({ kind: 'done', value });
      expect(await open().run('echo', { value: undefined }, alone)).toEqual({
        kind: 'done',
        value: undefined,
      });
    });

    it('hands over what many tasks share, and follows it when it is another object', async () => {
      const sandbox = open();
      const table = (one: number) => ({ group: 'a', shared: { table: new Map([['one', one]]) } });
      const [first, second] = [table(1), table(10)];
      for (const how of [first, first, second, first])
        expect(await sandbox.run('add', { to: 1 }, how)).toEqual({
          kind: 'done',
          value: how === first ? 2 : 11,
        });
    });

    it('ends a task that throws, or that calls itself without end, and goes on', async () => {
      const sandbox = open();
      for (const task of ['throws', 'overflows'] as const)
        expect(await sandbox.run(task, undefined, { group: task, shared: {} })).toEqual({ kind: 'ended', reason: 'broke its reader' }); // prettier-ignore
      expect(await sandbox.run('echo', { value: 1 }, alone)).toEqual({ kind: 'done', value: 1 });
    });
  });
}
