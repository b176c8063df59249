import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { consoleChannel } from './console.ts';
import { feedChannel } from './feed.ts';
import { webhookChannel } from './webhook.ts';

/** A new channel is one file and one line here. */
export function makeChannel(config: ChannelConfig, ports: ChannelPorts): Channel {
  switch (config.type) {
    case 'console':
      return consoleChannel(config, ports);
    case 'feed':
      return feedChannel(config);
    case 'webhook':
      return webhookChannel(config, ports);
  }
}
