import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { consoleChannel } from './console.ts';
import { discordChannel } from './discord.ts';
import { emailChannel } from './email.ts';
import { feedChannel } from './feed.ts';
import { ntfyChannel } from './ntfy.ts';
import { slackChannel } from './slack.ts';
import { snsChannel } from './sns.ts';
import { teamsChannel } from './teams.ts';
import { telegramChannel } from './telegram.ts';
import { webhookChannel } from './webhook.ts';

/** A new channel is one file and one line here. */
export function makeChannel(config: ChannelConfig, ports: ChannelPorts): Channel {
  switch (config.type) {
    case 'console':
      return consoleChannel(config, ports);
    case 'discord':
      return discordChannel(config, ports);
    case 'email':
      return emailChannel(config, ports);
    case 'feed':
      return feedChannel(config);
    case 'ntfy':
      return ntfyChannel(config, ports);
    case 'slack':
      return slackChannel(config, ports);
    case 'sns':
      return snsChannel(config, ports);
    case 'teams':
      return teamsChannel(config, ports);
    case 'telegram':
      return telegramChannel(config, ports);
    case 'webhook':
      return webhookChannel(config, ports);
  }
}
