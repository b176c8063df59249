import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { usageError } from '../output.ts';

const files: Readonly<Record<string, string>> = {
  'rasid.yaml': `# What Rasid watches, and where its alerts go. \`rasid start\` runs it; \`rasid apply\` takes changes over.
feeds:
  # Any RSS, Atom, RDF, JSON Feed or news sitemap. Replace this one by your own.
  - https://feeds.bbci.co.uk/arabic/rss.xml
  # - { url: https://example.org/feed.xml, name: The Example, every: 5m }
topics: topics            # a folder with one file a topic
channels:
  console: { type: console }
  # desk: { type: webhook, url: https://example.org/hook, secret: DESK_SECRET }
  # feed: { type: feed }  # the topic's alerts as RSS and JSON, served on this machine
timeZone: UTC             # the times that you are shown; such as Asia/Baghdad
canary: 6h                # an article of Rasid's own, four times a day: \`rasid feeds\` shows how fast it alerts
# contact: you@example.org  # tells publishers who polls them
`,
  'topics/example.yaml': `# One topic. docs/topics.md explains every key.
topic: isis-detainees
title: نقل معتقلي داعش من سوريا إلى العراق
like: [articles/example.txt]  # articles like this one, in any language; a file or a URL
all:                          # every group must hit
  who: [داعش, تنظيم الدولة, ISIS, Islamic State]
  what: [معتقل, سجين, محتجز, detainee, prisoner]
  where: [العراق, بغداد, Iraq, Baghdad]
alert: { channels: [console], when: now }
`,
  'topics/articles/example.txt': `نقل معتقلين من تنظيم داعش من سوريا إلى العراق
أعلنت السلطات العراقية تسلم دفعة من معتقلي تنظيم داعش نقلوا من سجون في شمال شرق سوريا إلى بغداد.
`,
};

/** No repository should hold these: all that Rasid knows, and secrets. */
const ignored = ['.rasid/', '.env'];

/** Writes a config to begin with; never over a file that is there, but lines at the end of a `.gitignore`. Returns what it wrote. */
export function init(folder: string): string[] {
  const taken = Object.keys(files).filter((name) => existsSync(join(folder, name)));
  if (taken.length > 0) throw usageError(`${taken.join(', ')} is there already; nothing has been written.`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { flag: 'wx' });
  }
  return [...Object.keys(files), ...(addIgnored(join(folder, '.gitignore')) ? ['.gitignore'] : [])];
}

function addIgnored(file: string): boolean {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const present = text.split(/\r?\n/u).map((line) => line.trim().replace(/^\/|\/$/gu, ''));
  const missing = ignored.filter((line) => !present.includes(line.replace(/\/$/u, '')));
  if (missing.length === 0) return false;
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  appendFileSync(file, `${gap}${missing.join('\n')}\n`);
  return true;
}

export function initLines(written: readonly string[]): string[] {
  return [
    `Written: ${written.join(', ')}.`,
    'Put your feeds into rasid.yaml and your example article into topics/articles, then run `rasid start`.',
  ];
}
