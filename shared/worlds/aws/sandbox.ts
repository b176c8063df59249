import { fileURLToPath } from 'node:url';
import type { RasidTasks } from '../../pipeline/tasks.ts';
import type { Clock, Log } from '../../ports/world.ts';
import { processPool } from '../sandbox/pool.ts';

/** The bundle beside the function's own; infra/bundle.ts puts it there. */
const bundle = fileURLToPath(new URL('./sandbox.mjs', import.meta.url));

/** A function has less than one core: one process, started while the function starts. */
export function functionSandbox({ clock, log }: { readonly clock: Clock; readonly log: Log }) {
  return processPool<RasidTasks>({
    program: { file: bundle, execArgv: [] },
    workersMax: 1,
    isWarm: true,
    clock,
    log,
  });
}
