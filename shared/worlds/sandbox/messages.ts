/** Messages between the pool and its processes. */
export interface TaskMessage {
  readonly task: string;
  readonly input: unknown;
  readonly cpuMsMax: number;
  /** By name: the object's number, and the object itself where the process does not hold it. */
  readonly shared: Readonly<Record<string, { readonly id: number; readonly value?: unknown } | undefined>>;
}

export type AnswerMessage = { readonly isReady: true } | (Answer & { readonly memoryMb: number });

export type Answer = { readonly value: unknown } | { readonly error: string };
