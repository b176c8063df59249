import { existsSync } from 'node:fs';
import type { SendOutcome } from '../../shared/channels/channel.ts';
import { makeChannel } from '../../shared/channels/list.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Config } from '../../shared/domain/config.ts';
import { webFor } from '../../shared/pipeline/configured-web.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { idOf } from '../../shared/store/ids.ts';
import { readRasid } from '../config-file.ts';
import { usageError } from '../output.ts';
import { appliedConfig } from '../world.ts';

export interface ChannelTested {
  readonly channel: string;
  readonly type: string;
  readonly outcome: SendOutcome;
}

/** Sends a sample by one channel, once: the one of the config file, where there is one, or of the applied config. */
export async function channelTest(ports: Ports, file: string, name: string): Promise<ChannelTested> {
  const config: Config = existsSync(file)
    ? { ...readRasid(file), feeds: [], topics: [], words: undefined }
    : await appliedConfig(ports);
  const channel = config.channels.find((candidate) => candidate.name === name);
  if (channel === undefined)
    throw usageError(`No channel "${name}"; known: ${config.channels.map((one) => one.name).join(', ')}.`);
  const web = webFor({ config });
  try {
    const nowMs = ports.clock.nowMs();
    const outcome = await makeChannel(channel, { ...ports, web }).send({
      message: { kind: 'alert', alert: sampleAlert(nowMs) },
      id: idOf('sample', name, String(nowMs)),
      isRepeat: false,
      isSample: true,
      timeZone: config.timeZone,
    });
    return { channel: name, type: channel.type, outcome };
  } finally {
    await web.close();
  }
}

/** Both directions, a number and a name: what a channel shows wrongly, it shows here. */
function sampleAlert(nowMs: number): Alert {
  const title = 'راصد يجرّب القناة: A sample of 2,000 words, as Rasid sends it';
  return {
    id: idOf('sample', String(nowMs)),
    topic: 'sample',
    topicTitle: 'تجربة القناة',
    story: 'sample',
    chapter: 0,
    article: {
      id: 'sample',
      url: 'https://example.org/sample?from=rasid&what=channel-test',
      title,
      outlet: 'راصد',
      lang: 'ar',
      publishedAtMs: nowMs,
      lead: 'هذه رسالة تجريبية أرسلها راصد (Rasid) ليُرى هل تصل القناة. لم يحدث شيء.',
    },
    score: 12.5,
    threshold: 10,
    evidence: [{ rule: 'all:what', term: 'قناة', surface: 'القناة', field: 'title', start: 11, end: 17, sentence: title, points: 2.5 }],
    newFacts: [],
    foundAtMs: nowMs,
  };
} // prettier-ignore

export function channelTestLines({ channel, type, outcome }: ChannelTested): string[] {
  switch (outcome.kind) {
    case 'sent':
      return type === 'feed'
        ? [`${channel} sends nothing: it is a feed, which its readers fetch.`]
        : [`A sample has been sent by ${channel}.`];
    case 'retry': {
      const seconds = Math.ceil((outcome.retryAfterMs ?? 0) / 1_000);
      const wait = seconds === 0 ? '' : ` It asks to wait ${seconds} s.`;
      return [`The sample did not go through: ${outcome.reason}.${wait} An alert would be tried again by itself.`];
    }
    case 'dead':
      return [`The sample was not sent: ${outcome.reason}. An alert would end in the dead list; mend that, then try again.`];
  }
} // prettier-ignore
