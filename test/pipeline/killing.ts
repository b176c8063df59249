import type { Ports } from '../../shared/pipeline/ports.ts';

export type Moment = 'before' | 'after';

/** Kills the process before or after its nth write (a print and an object are one): everything that it does from then on fails. */
export function killing() {
  let countdown = Infinity;
  let moment: Moment = 'before';
  let isDead = false;
  const step = async <T>(effect: () => T | Promise<T>): Promise<T> => {
    if (isDead) throw new Error('killed');
    countdown -= 1;
    if (countdown > 0) return effect();
    isDead = true;
    if (moment === 'after') await effect();
    throw new Error(`killed ${moment} a write`);
  };
  const wrap = (ports: Ports): Ports => {
    const { table, blobs } = ports;
    const alive = <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
      (...given: A) => (isDead ? Promise.reject(new Error('killed')) : call(...given)); // prettier-ignore
    return {
      ...ports,
      print: (text, record) => {
        // A channel that prints is not waited for: what is thrown here stands for a kill beside it.
        if (isDead) throw new Error('killed');
        countdown -= 1;
        if (countdown > 0 || moment === 'after') ports.print(text, record);
        if (countdown > 0) return;
        isDead = true;
        throw new Error(`killed ${moment} a send`);
      },
      blobs: { ...blobs, put: (...given) => step(() => blobs.put(...given)) },
      table: {
        get: alive(table.get.bind(table)) as typeof table.get,
        getMany: alive(table.getMany.bind(table)) as typeof table.getMany,
        query: alive(table.query.bind(table)) as typeof table.query,
        put: (...given) => step(() => table.put(...given)),
        add: (...given) => step(() => table.add(...given)),
        delete: (...given) => step(() => table.delete(...given)),
        transact: (...given) => step(() => table.transact(...given)),
      },
    };
  };
  return {
    wrap,
    arm: (nth: number, when: Moment) => {
      countdown = nth;
      moment = when;
    },
    /** Whether it was killed; the next process lives. */
    revive: () => {
      const wasKilled = isDead;
      isDead = false;
      countdown = Infinity;
      return wasKilled;
    },
  };
}
