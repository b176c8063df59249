import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { messageLines } from './message.ts';

const marks = { alert: '●', digest: '■', notice: '▲' } as const;

/** Alerts on the owner's terminal. */
export function consoleChannel(
  config: Extract<ChannelConfig, { type: 'console' }>,
  ports: Pick<ChannelPorts, 'print'>,
): Channel {
  return {
    name: config.name,
    target: 'console',
    gapMs: 0,
    async send(sending) {
      const { message, isRepeat } = sending;
      const [first = '', ...rest] = messageLines(message, sending);
      const { kind, ...record } = message;
      ports.print([`${marks[kind]} ${first}`, ...rest.map((line) => `  ${line}`), ''].join('\n'), {
        ...record,
        isRepeat,
      });
      return { kind: 'sent' };
    },
  };
}
