import type { Table } from '../ports/table.ts';
import type { Clock } from '../ports/world.ts';
import { dayMs } from './ids.ts';

/** One request at a time per host or channel target, at least a gap apart, and never before Retry-After. */
interface Pace {
  readonly leaseUntilMs: number;
  readonly nextAtMs: number;
  readonly retryAtMs: number;
  /** When guests may ask. */
  readonly guestsAtMs?: number | undefined;
}

/**
 * A guest comes for a feed that does not speak for the host. It may ask a gap later than the host's own feeds may:
 * whatever of theirs waits is awake by then and has asked, so that a flood of strangers' links takes only the slots
 * that nobody else wants, and costs the host's own news one gap at most.
 */
const guestGaps = 2;

export type PaceClaim =
  | {
      readonly kind: 'claimed';
      release(how: { gapMs: number; retryAfterMs?: number | undefined }): Promise<void>;
    }
  /** `isHeld`: somebody asks right now. */
  | { readonly kind: 'busy'; readonly untilMs: number; readonly isHeld?: boolean };

/** A holder that lives lets go long before its lease ends: so much later it is worth another look. */
const heldLookMs = 5_000;
/** And so often within one call, which has little time. */
const heldPollMs = 250;
const paceKeepMs = 8 * dayMs;
/** When somebody else took the row in between, its times are not known: look again so much later. */
const lostRaceMs = 250;

export async function claimPace(
  ports: { table: Table; clock: Clock },
  target: string,
  { leaseMs, isGuest = false }: { leaseMs: number; isGuest?: boolean | undefined },
): Promise<PaceClaim> {
  const { table, clock } = ports;
  const key = { pk: `pace#${target}`, sk: 'pace' };
  const item = await table.get<Pace>(key);
  const nowMs = clock.nowMs();
  const earlier: Pace = item?.body ?? { leaseUntilMs: 0, nextAtMs: 0, retryAtMs: 0 };
  const { leaseUntilMs, nextAtMs, retryAtMs, guestsAtMs = 0 } = earlier;
  const heldUntilMs = Math.min(leaseUntilMs, nowMs + heldLookMs);
  const freeAtMs = Math.max(heldUntilMs, nextAtMs, retryAtMs, isGuest ? guestsAtMs : 0);
  const isHeld = leaseUntilMs > nowMs;
  if (freeAtMs > nowMs) return { kind: 'busy', untilMs: freeAtMs, ...(isHeld && { isHeld }) };

  const save = (pace: Pace, revision: number | undefined) =>
    table.put(
      { ...key, body: pace, expiresAtMs: clock.nowMs() + paceKeepMs },
      revision === undefined ? 'absent' : { revision },
    );
  const claimed = await save({ ...earlier, leaseUntilMs: nowMs + leaseMs }, item?.revision);
  if (claimed.kind === 'refused') return { kind: 'busy', untilMs: nowMs + lostRaceMs };
  return {
    kind: 'claimed',
    async release({ gapMs, retryAfterMs }) {
      const endMs = clock.nowMs();
      const pace: Pace = {
        leaseUntilMs: 0,
        nextAtMs: endMs + gapMs,
        retryAtMs: retryAfterMs === undefined ? retryAtMs : endMs + retryAfterMs,
        guestsAtMs: endMs + guestGaps * gapMs,
      };
      // Refused: the lease had run out and somebody else holds the target now; the row is theirs.
      await save(pace, claimed.revision);
    },
  };
}

/** As `claimPace`, waiting in this call when the target is free again within `waitMsMax`. */
export async function claimPaceSoon(
  ports: { table: Table; clock: Clock },
  target: string,
  how: { leaseMs: number; waitMsMax: number; isGuest?: boolean | undefined },
): Promise<PaceClaim> {
  const deadlineMs = ports.clock.nowMs() + Math.min(how.waitMsMax, ports.clock.leftMs() / 2);
  for (;;) {
    const claim = await claimPace(ports, target, how);
    if (claim.kind === 'claimed') return claim;
    const nowMs = ports.clock.nowMs();
    const againMs = claim.isHeld === true ? nowMs + heldPollMs : claim.untilMs;
    if (againMs > deadlineMs) return claim;
    await ports.clock.sleep(Math.max(1, againMs - nowMs));
  }
}
