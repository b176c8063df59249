import { serve } from '../../shared/worlds/sandbox/serve.ts';

/** Takes a page and does nothing with it: what is left is the way there and back. */
const tasks = {
  take: (page: { readonly bytes: Uint8Array }) => {
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1_000, byteCount: page.bytes.length };
  },
};
export type BenchTasks = typeof tasks;

serve(tasks);
