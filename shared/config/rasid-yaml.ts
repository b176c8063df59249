import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { isSecretName, type ChannelConfig } from '../domain/config.ts';
import { webAddress } from '../domain/web-address.ts';
import { duration, hostName, timeZone } from './values.ts';
import { parseYaml, type Parsed } from './yaml.ts';

/** `rasid.yaml` as it is written: paths unresolved, feeds without ids. */
export interface RasidSource {
  readonly feeds: readonly {
    readonly url: string;
    readonly name?: string | undefined;
    readonly everyMs?: number | undefined;
    readonly speaksFor?: readonly string[] | undefined;
  }[];
  /** Folder of topic files, relative to the config. */
  readonly topics: string;
  readonly channels: readonly ChannelConfig[];
  readonly timeZone: string;
  readonly contact?: string | undefined;
  readonly allowNets: readonly string[];
  readonly allowPorts: readonly number[];
  /** Folders beside the config's own that `like` may take files from, relative to the config. */
  readonly allowFolders: readonly string[];
  /** File of the owner's words, relative to the config. */
  readonly words?: string | undefined;
  readonly robots: 'honour' | 'ignore';
  readonly notices?: string | undefined;
  readonly canaryMs?: number | undefined;
  readonly hostGapMs: number;
}

const limits = { feedsMax: 5_000, channelsMax: 50, signingSecretsMax: 5, spokenHostsMax: 50 } as const;
const everyPublicMsMin = 60_000;

const webUrl = z.string().refine(isWebUrl, 'no http or https URL');
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/u, 'a name of a-z, 0-9 and -, at most 64 characters');

const feed = z
  .union([
    webUrl.transform((url) => ({ url, name: undefined, everyMs: undefined, speaksFor: undefined })),
    z
      .strictObject({
        url: webUrl,
        name: z.string().min(1).max(200).optional(),
        every: duration({ atLeast: '1s', atMost: '7d' }).optional(),
        speaksFor: z.array(hostName()).min(1).max(limits.spokenHostsMax).optional(),
      })
      .transform(({ every, ...rest }) => ({ ...rest, everyMs: every })),
  ])
  .refine(
    ({ url, everyMs }) => everyMs === undefined || everyMs >= everyPublicMsMin || isLoopback(url),
    'polled more often than every 1m',
  );

const secretName = z
  .string()
  .refine(isSecretName, 'the name of a secret (letters, digits and _), whose value is set apart');
const url = secretName;
const email = z.email('no e-mail address');

const channelTypes = {
  console: {},
  discord: { url },
  email: { to: email, from: email },
  feed: {},
  ntfy: { topic: secretName, token: secretName.optional(), server: webUrl.default('https://ntfy.sh') },
  slack: { url },
  sns: { topic: z.string().regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]{1,256}$/u, 'no ARN of an SNS topic') },
  teams: { url },
  telegram: {
    token: secretName,
    chat: z.union([z.int().transform(String), z.string().regex(/^(?:-?\d+|@\w{4,})$/u, 'a number, or @name')], 'a number, or @name'),
    server: webUrl.default('https://api.telegram.org'),
  },
  webhook: {
    url: z.union([webUrl, secretName], 'no http or https URL, nor the name of a secret that is one'),
    secret: z.union([secretName, z.array(secretName).min(1).max(limits.signingSecretsMax)]).optional(),
  },
} as const; // prettier-ignore

const schemaOf = <T extends keyof typeof channelTypes>(type: T) =>
  z.strictObject({ type: z.literal(type), ...channelTypes[type] });

const channel = z.discriminatedUnion(
  'type',
  [
    schemaOf('console'),
    schemaOf('discord'),
    schemaOf('email'),
    schemaOf('feed'),
    schemaOf('ntfy'),
    schemaOf('slack'),
    schemaOf('sns'),
    schemaOf('teams'),
    schemaOf('telegram'),
    schemaOf('webhook'),
  ],
  `no channel type; known: ${Object.keys(channelTypes).join(', ')}`,
);

const rasidSchema = z
  .strictObject({
    feeds: z.array(feed).max(limits.feedsMax).default([]),
    topics: z.string().min(1).default('topics'),
    channels: z
      .record(name, channel)
      .refine((channels) => Object.keys(channels).length <= limits.channelsMax, `more than ${limits.channelsMax} channels`)
      .default({ console: { type: 'console' } }),
    timeZone: timeZone().default('UTC'),
    contact: z.string().min(3).max(200).regex(/^[ -~]+$/u, 'characters that a header cannot carry').optional(),
    allowNets: z.array(z.string().refine((net) => ipaddr.isValidCIDR(net), 'no address range such as 10.0.0.0/8')).default([]),
    allowPorts: z.array(z.int().min(1).max(65_535)).default([]),
    allowFolders: z.array(z.string().min(1)).default([]),
    words: z.string().min(1).optional(),
    robots: z.enum(['honour', 'ignore']).default('honour'),
    notices: name.optional(),
    canary: z.union([z.literal('off'), duration({ atLeast: '1h', atMost: '7d' })]).default('off'),
    hostGap: duration({ atLeast: '0s', atMost: '1h' }).default(1_000),
  })
  .refine(({ notices, channels }) => notices === undefined || channels[notices] !== undefined, {
    path: ['notices'],
    message: 'no channel of this name',
  })
  .transform(({ channels, hostGap, canary, ...rest }): RasidSource => {
    return {
      ...rest,
      channels: Object.entries(channels).map(([channelName, config]) => ({ name: channelName, ...config })),
      canaryMs: canary === 'off' ? undefined : canary,
      hostGapMs: hostGap,
    };
  }); // prettier-ignore

/** Every error names its line and column. */
export function rasidFromYaml(source: string, file: string): Parsed<RasidSource> {
  return parseYaml(source, file, rasidSchema);
}

function isWebUrl(text: string): boolean {
  return webAddress(text) !== undefined;
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(new URL(url).hostname);
}
