import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rasidFromYaml } from '../../shared/config/rasid-yaml.ts';
import { requireSecrets } from '../../cli/world.ts';
import { secretNamesOf } from '../../shared/domain/config.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/channels.md', import.meta.url)), 'utf8');
const written = /```yaml\n([^]*?)```/u.exec(guide)?.[1] ?? '';

function channelsOf(source: string) {
  const parsed = rasidFromYaml(source, 'rasid.yaml');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.value.channels;
}

function errorOf(channel: string): string {
  const parsed = rasidFromYaml(`channels: { desk: ${channel} }`, 'rasid.yaml');
  return 'errors' in parsed ? parsed.errors.map(({ key, message }) => `${key}: ${message}`).join('\n') : '';
}

describe('channels in rasid.yaml', () => {
  it('are as the guide writes them, every type once', () => {
    const channels = channelsOf(written);
    expect(channels.map(({ type }) => type).sort()).toEqual(['console', 'discord', 'email', 'feed', 'ntfy', 'slack', 'sns', 'teams', 'telegram', 'webhook']); // prettier-ignore
    for (const { type } of channels) expect(guide).toContain(`| \`${type}\``);
    expect(channels.flatMap(secretNamesOf)).toEqual(['OPS_KEY', 'DESK_SLACK_URL', 'TELEGRAM_TOKEN', 'DESK_DISCORD_URL', 'DESK_TEAMS_URL', 'PHONE_TOPIC']); // prettier-ignore
    expect(channels.find(({ type }) => type === 'telegram')).toMatchObject({ chat: '-1001234567890', server: 'https://api.telegram.org' }); // prettier-ignore
  });

  it('name one secret or several to sign with', () => {
    const [one, several] = channelsOf('channels:\n  a: { type: webhook, url: "https://a.example", secret: A }\n  b: { type: webhook, url: "https://a.example", secret: [A, B] }\n'); // prettier-ignore
    expect([one, several].map((channel) => channel && secretNamesOf(channel))).toEqual([['A'], ['A', 'B']]);
  });

  it('name the secret that a webhook’s address is, or say it', () => {
    const channels = channelsOf('channels:\n  a: { type: webhook, url: HOOK_URL }\n  b: { type: webhook, url: HOOK_URL, secret: A }\n  c: { type: webhook, url: "http://localhost:9/x" }\n'); // prettier-ignore
    expect(channels.map(secretNamesOf)).toEqual([['HOOK_URL'], ['HOOK_URL', 'A'], []]);
  });

  it.each([
    ['{ type: webhook, url: "ftp://a.example" }', /^channels\.desk\.url: no http or https URL, nor the name of a secret/u],
    ['{ type: webhook, url: "HOOK-URL" }', /^channels\.desk\.url: no http or https URL, nor the name of a secret/u],
    ['{ type: webhook, url: "a.example/token" }', /^channels\.desk\.url: no http or https URL, nor the name of a secret/u],
    ['{ type: pigeon }', /known: console, discord, email, feed, ntfy, slack, sns, teams, telegram, webhook/u],
    ['{ type: slack, url: "https://hooks.example.org/x" }', /^channels\.desk\.url: the name of a secret/u],
    ['{ type: slack, url: A, channel: x }', /channel/u],
    ['{ type: telegram, token: A, chat: desk }', /^channels\.desk\.chat: a number, or @name/u],
    ['{ type: telegram, token: "1:a-b", chat: 7 }', /^channels\.desk\.token: the name of a secret/u],
    ['{ type: email, to: desk, from: a@example.org }', /^channels\.desk\.to: no e-mail address/u],
    ['{ type: email, to: "a@example.org, b@example.org", from: a@example.org }', /^channels\.desk\.to: no e-mail/u],
    ['{ type: email, to: "a@example.org\\nBcc: b@example.org", from: a@example.org }', /^channels\.desk\.to: no e-mail/u],
    ['{ type: sns, topic: desk }', /^channels\.desk\.topic: no ARN/u],
    ['{ type: ntfy, topic: A, server: ftp://x }', /^channels\.desk\.server: no http/u],
    ['{ type: webhook, url: "https://a.example", secret: [] }', /^channels\.desk\.secret/u],
  ])('are refused where they are wrong: %s', (channel, message) => {
    expect(errorOf(channel)).toMatch(message);
  }); // prettier-ignore
});

describe('a config is refused', () => {
  const channels = channelsOf(written);
  const refusal = (given: readonly string[], mailSecret?: string) => {
    const secrets = { get: async (name: string) => (given.includes(name) ? 'x' : undefined) };
    const world = {
      ports: { secrets },
      secretHint: 'Set them.',
      ...(mailSecret !== undefined && { mailSecret }),
    };
    return requireSecrets(world, { channels }).then(
      () => '',
      (error: unknown) => String(error),
    );
  };
  const all = channels.flatMap(secretNamesOf);

  it('while it names secrets that nobody has set, each with its channel', async () => {
    expect(await refusal(all.slice(1))).toContain('no secret OPS_KEY (channel ops). Set them.');
    expect(await refusal(all)).toBe('');
  });

  it('where mail leaves by a server that nobody has named', async () => {
    expect(await refusal(all, 'SMTP_URL')).toContain('no secret SMTP_URL (channel editor)');
    expect(await refusal([...all, 'SMTP_URL'], 'SMTP_URL')).toBe('');
  });
});
