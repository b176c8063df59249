import { secretNamesOf, type Config } from '../shared/domain/config.ts';
import type { Ports } from '../shared/pipeline/ports.ts';
import { failure } from './output.ts';

/** Where Rasid's rows and objects are: on this machine or in an account. */
export interface World {
  readonly ports: Ports;
  /** The secret by which mail leaves here, where it takes one. */
  readonly mailSecret?: string;
  /** How a secret is set here, for somebody who has to. */
  readonly secretHint: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly world: 'local' | 'aws';
  /** Of the local world: its folder. */
  readonly state: string;
  /** Of the AWS world. */
  readonly stage: string;
  readonly region?: string;
}

export async function closing<W extends { close(): Promise<void> }, T>(
  world: W,
  task: (world: W) => Promise<T>,
): Promise<T> {
  try {
    return await task(world);
  } finally {
    await world.close();
  }
}

/** The config that was last applied to a world. */
export async function appliedConfig({ config }: Pick<Ports, 'config'>): Promise<Config> {
  const current = await config();
  if (current === undefined)
    throw failure('Nothing has been applied yet: run `rasid start` or `rasid apply` first.');
  return current.config;
}

/** Refuses a config that names secrets which nobody has set: its alerts would end as dead letters. */
export async function requireSecrets(
  {
    ports,
    secretHint,
    mailSecret,
  }: Pick<World, 'secretHint' | 'mailSecret'> & { ports: Pick<Ports, 'secrets'> },
  { channels }: Pick<Config, 'channels'>,
): Promise<void> {
  const missing: string[] = [];
  for (const channel of channels) {
    const mail = channel.type === 'email' && mailSecret !== undefined ? [mailSecret] : [];
    for (const name of [...secretNamesOf(channel), ...mail])
      if ((await ports.secrets.get(name)) === undefined) missing.push(`${name} (channel ${channel.name})`);
  }
  if (missing.length === 0) return;
  throw failure(`Nothing has been applied: no secret ${missing.join(', ')}. ${secretHint}`);
}
