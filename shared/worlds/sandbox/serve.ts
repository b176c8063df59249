import type { Tasks } from '../../ports/sandbox.ts';
import { hold } from './held.ts';
import type { Answer, AnswerMessage, TaskMessage } from './messages.ts';
import { watch } from './watch.ts';

/** Makes this process one of a pool's: it runs one task after another until the pool is gone. */
export function serve(tasks: Tasks): void {
  const watched = watch();
  const held = new Map<number, unknown>();
  const answer = (message: AnswerMessage) => process.send?.(message);

  const sharedOf = (given: TaskMessage['shared']) =>
    Object.fromEntries(
      Object.entries(given).map(([name, one]) => {
        if (one === undefined) return [name, undefined];
        const value = one.value ?? held.get(one.id);
        hold(held, one.id, value);
        return [name, value];
      }),
    );

  const run = async ({ task, input, shared, cpuMsMax }: TaskMessage): Promise<Answer> => {
    const common = sharedOf(shared);
    watched.begin(cpuMsMax);
    try {
      return { value: await tasks[task]!(input as never, common as never) };
    } catch (error) {
      return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    } finally {
      watched.end();
    }
  };

  process.on('message', (message: TaskMessage) => {
    void run(message).then((answered) =>
      answer({ ...answered, memoryMb: process.memoryUsage.rss() / 1_048_576 }),
    );
  });
  process.on('disconnect', () => process.exit());
  // Ctrl-C reaches every process of a terminal: the monitor lets what is under way end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  answer({ isReady: true });
}
