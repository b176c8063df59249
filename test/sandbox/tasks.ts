/** Faults of parsers: each of these ends its process, or would. */
export const tasks = {
  echo: ({ value }: { readonly value: unknown }) => value,
  add: ({ to }: { readonly to: number }, { table }: { readonly table: ReadonlyMap<string, number> }) =>
    to + (table.get('one') ?? NaN),
  /** How often this process has been asked. */
  count: () => (askedCount += 1),
  neverReturns: (): number => {
    for (let count = 0; ; count += 1) if (count < 0) return count;
  },
  neverResolves: () => new Promise<void>(() => undefined),
  backtracks: () => /^(?:a+)+$/u.test(`${'a'.repeat(60)}b`),
  spends: async ({ cpuMs }: { readonly cpuMs: number }) => {
    const before = process.cpuUsage();
    for (;;) {
      const { user, system } = process.cpuUsage(before);
      if (user + system > cpuMs * 1_000) return;
    }
  },
  fillsHeap: () => {
    const kept: object[] = [];
    for (;;) kept.push({ kept });
  },
  /** Tables grow by doubling: V8 ends the whole process for such a step, a thread's with it. */
  growsMap: () => {
    const map = new Map<number, number>();
    for (let at = 0; ; at += 1) map.set(at, at);
  },
  /** Outside the heap, where no heap limit looks. */
  fillsBuffers: () => {
    const kept: Uint8Array[] = [];
    for (;;) kept.push(new Uint8Array(8_000_000).fill(1));
  },
  throws: () => {
    throw new TypeError('a page that nobody thought of');
  },
  overflows: (): number => tasks.overflows() + 1,
  exits: () => process.exit(3),
};

let askedCount = 0;
