import type { SandboxHow, SharedOf } from '../../shared/ports/sandbox.ts';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { processPool } from '../../shared/worlds/sandbox/pool.ts';
import { sourceProgram } from '../../shared/worlds/sandbox/program.ts';
import type { CommandTasks } from './tasks.ts';

const pool = processPool<CommandTasks>({
  program: sourceProgram(new URL('./child.ts', import.meta.url)),
  workersMax: 1,
  isWarm: false,
  clock: realClock(),
  log: () => undefined,
});
let runCount = 0;

/**
 * Runs one task on bytes that the owner has named, in a process that starts with the first one and ends with this
 * command. Throws where the task has to be ended: the next one is run all the same.
 */
export async function inSandbox<Name extends keyof CommandTasks>(
  name: Name,
  input: Parameters<CommandTasks[Name]>[0],
  how: Omit<SandboxHow<SharedOf<CommandTasks[Name]>>, 'group'>,
): Promise<Awaited<ReturnType<CommandTasks[Name]>>> {
  runCount += 1;
  const outcome = await pool.run(name, input, { ...how, group: String(runCount) });
  if (outcome.kind === 'done') return outcome.value;
  throw new Error(`unreadable: ${outcome.kind === 'ended' ? outcome.reason : outcome.kind}`);
}
