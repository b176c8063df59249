import { randomBytes } from 'node:crypto';
import type { Config } from '../../shared/domain/config.ts';
import { signedPath } from '../../shared/domain/signed-path.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { canaryChannel, canaryFeedPath, withCanary } from '../../shared/pipeline/canary.ts';
import { newestSent } from '../../shared/store/sent-deliveries.ts';
import { getFeeds } from '../../shared/store/feeds.ts';
import { pause } from '../pause.ts';
import type { AwsWorld } from './world.ts';

export type CanaryOutcome =
  | { readonly kind: 'alerted'; readonly totalMs: number; readonly alertMs: number }
  | { readonly kind: 'interrupted' }
  /** Which part of the way it has not come through. */
  | { readonly kind: 'lost'; readonly totalMs: number; readonly at: string };

const lookMs = 1_000;
/** Due again at the next tick: an owner waits for it. */
const dueAtOnceMs = 1_000;

/**
 * Lets an article of the door's own run through every function as any other does, until its alert is sent:
 * a feed's first look (nobody is told), its second look with the article in it, the page, the match, the channel.
 * The owner's config stands again afterwards, however it ends.
 */
export async function flyCanary(
  { ports, flow }: Pick<AwsWorld, 'ports' | 'flow'>,
  config: Config,
  how: { doorKey: string; limitMs: number; signal: AbortSignal },
): Promise<CanaryOutcome> {
  const name = `canary-${randomBytes(6).toString('hex')}`;
  const feedUrl = new URL(signedPath(how.doorKey, canaryFeedPath(name)), flow.doorUrl).href;
  const canary = withCanary(config, { name, feedUrl, everyMs: dueAtOnceMs, silence: 'off' });
  const startedAtMs = ports.clock.nowMs();
  const totalMs = () => ports.clock.nowMs() - startedAtMs;
  try {
    await apply(ports, canary);
    while (totalMs() < how.limitMs && !how.signal.aborted) {
      const [alert] = await newestSent(ports.table, name, canaryChannel, 1);
      if (alert !== undefined) {
        const polledAtMs = alert.article.publishedAtMs ?? startedAtMs;
        return { kind: 'alerted', totalMs: totalMs(), alertMs: ports.clock.nowMs() - polledAtMs };
      }
      await pause(lookMs, how.signal);
    }
    if (how.signal.aborted) return { kind: 'interrupted' };
    return { kind: 'lost', totalMs: totalMs(), at: await whereLost(canary.feeds.at(-1)?.id ?? '') };
  } finally {
    await apply(ports, config);
  }

  async function whereLost(feedId: string): Promise<string> {
    const state = (await getFeeds(ports.table, [feedId])).get(feedId)?.state;
    if (state?.health !== 'ok') {
      const reason = state?.health === 'new' ? 'it was never polled' : `its feed is ${state?.health ?? 'unknown'}`;
      return `${reason}: look at the logs of tick and poll`;
    }
    return 'its feed was read, but no alert was sent: look at the logs of read and deliver';
  }
} // prettier-ignore
