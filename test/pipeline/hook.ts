import type { ChannelConfig } from '../../shared/domain/config.ts';
import { topic } from './desk-of.ts';
import { closers } from './outlet.ts';
import { serve, topicOf } from './test-world.ts';

interface Received {
  readonly id: string;
  readonly isRepeat: boolean;
  readonly type: string;
  /** Of the article, for an alert. */
  readonly title: string | undefined;
}

/** A webhook that answers what the test says, and what it has received. */
export async function openHook() {
  const received: Received[] = [];
  const hook = {
    received,
    status: 410,
    url: '',
    times: [] as number[],
    nowMs: () => 0,
    headers: {} as Record<string, string>,
  };
  const server = await serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { isRepeat, type, data } = JSON.parse(body) as Received & { data: { article?: { title: string } } };
      received.push({ id: String(request.headers['webhook-id']), isRepeat, type, title: data.article?.title });
      hook.times.push(hook.nowMs());
      response.writeHead(hook.status, hook.headers).end();
    });
  });
  closers.push(() => server.close());
  hook.url = server.origin;
  return hook;
} // prettier-ignore

export const alertingHook = (url: string, ...more: ChannelConfig[]) => ({
  channels: [{ name: 'hook', type: 'webhook', url } as const, ...more],
  topics: [topicOf(topic, { any: ['معتقل'], alert: { channels: ['hook'], backfill: false } })],
});
