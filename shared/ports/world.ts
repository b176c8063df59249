/** A secret's value by name, or undefined when there is none. Values never reach logs or rows. */
export interface Secrets {
  get(name: string): Promise<string | undefined>;
}

export interface Clock {
  nowMs(): number;
  /** Time that this call has left before its runtime ends it; Infinity where nothing does. */
  leftMs(): number;
  sleep(ms: number): Promise<void>;
}

export interface Random {
  /** In [0, 1). */
  fraction(): number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One structured line. `event` is a fixed kebab-case name; whatever varies goes into the fields. */
export type Log = (level: LogLevel, event: string, fields?: Readonly<Record<string, unknown>>) => void;
