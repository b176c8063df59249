import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { alertLines } from './message.ts';

/** Alerts on the owner's terminal. */
export function consoleChannel(
  config: Extract<ChannelConfig, { type: 'console' }>,
  ports: Pick<ChannelPorts, 'print'>,
): Channel {
  return {
    name: config.name,
    target: 'console',
    gapMs: 0,
    async send({ alert, isRepeat, timeZone }) {
      const [first = '', ...rest] = alertLines(alert, { timeZone, isRepeat });
      ports.print([`● ${first}`, ...rest.map((line) => `  ${line}`), ''].join('\n'), { alert, isRepeat });
      return { kind: 'sent' };
    },
  };
}
