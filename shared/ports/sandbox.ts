/** Functions of plain data: what goes in and comes out can be cloned. They keep nothing from one call to the next. */
export type Tasks = Readonly<Record<string, (input: never, shared: never) => unknown>>;

/**
 * Runs tasks on strangers' bytes where they can be ended from outside: a task that needs too much ends alone, and
 * the caller goes on. Rejects only when the sandbox itself fails.
 */
export interface Sandbox<T extends Tasks> {
  run<Name extends keyof T & string>(
    name: Name,
    input: Parameters<T[Name]>[0],
    how: SandboxHow<SharedOf<T[Name]>>,
  ): Promise<SandboxOutcome<Awaited<ReturnType<T[Name]>>>>;
}

/** The shared objects of a task, in addition to its input; none for most. */
export type SharedOf<Task> = Task extends (input: never) => unknown
  ? object
  : Task extends (input: never, shared: infer Shared) => unknown
    ? Shared
    : never;

export interface SandboxHow<Shared> {
  /** Whose bytes they are: one task of a group at a time, and a group that overruns again and again has to rest. */
  readonly group: string;
  /** Objects that many tasks have in common. Each worker gets one once: the same object is the same value. */
  readonly shared: Shared;
  /** Processor time; more than the usual where the owner's own config makes the work larger. */
  readonly cpuMsMax?: number;
}

export type SandboxOutcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  /** Not run: the group has overrun so often of late that it rests. */
  | { readonly kind: 'busy'; readonly untilMs: number };

/** `broke its reader`: the task threw, or its process died of something else. */
export type EndReason = 'took too long' | 'too much memory' | 'broke its reader';

export const sandboxLimits = {
  /** Processor time of one task: a hundred times what a large page takes. */
  cpuMsMax: 5_000,
  /** Time on the clock, for a task that waits for what never comes: so many times the above, which a busy machine needs. */
  wallPerCpuMax: 4,
  /** Of one task, in addition to what its process holds already; the same for the JavaScript heap of the process. */
  memoryMbMax: 256,
  /** A process that has grown so large is replaced between two tasks. */
  idleMbMax: 512,
  /** Shared objects that one process holds: configs and tables of frequencies. */
  sharedMax: 16,
  /** A group that has overrun so often within the time below rests until it is over: each time costs seconds. */
  overrunsMax: 3,
  restMs: 10 * 60_000,
} as const;
