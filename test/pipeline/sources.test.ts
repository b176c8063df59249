import { describe, expect, it } from 'vitest';
import type { Article } from '../../shared/domain/article.ts';
import type { Config } from '../../shared/domain/config.ts';
import { judge, match, matchable } from '../../shared/pipeline/match.ts';
import { topicOf } from '../match/plain-analyse.ts';
import { webAddress } from '../../shared/domain/web-address.ts';

const config: Config = {
  feeds: [
    { id: 'f1', url: 'https://feeds.example.net/1', name: 'City Desk' },
    { id: 'f2', url: 'https://feeds.example.net/2' },
  ],
  topics: [topicOf({ any: ['strike'], sources: ['city desk', 'example.org'] })],
  channels: [],
  timeZone: 'UTC',
  allowNets: [],
  allowPorts: [],
  robots: 'honour',
  hostGapMs: 0,
};

const articleOf = (feedId: string, url: string): Article => ({
  id: 'a',
  url: webAddress(url)!,
  title: 'Strike at the port',
  text: 'A strike began at the port.',
  lang: 'en',
  readAtMs: 0,
  feedId,
  outlet: 'Outlet',
  source: { kind: 'page' },
  keywords: [],
});

describe('sources of a topic', () => {
  it.each([
    ['the name of the feed', 'f1', 'https://elsewhere.example.com/1', true],
    ['the host of the article', 'f2', 'https://www.example.org/1', true],
    ['neither', 'f2', 'https://elsewhere.example.com/1', false],
  ])('%s', (_, feedId, url, isHit) => {
    const article = articleOf(feedId, url);
    expect(match(config, article).length).toBe(isHit ? 1 : 0);
    expect(judge(config, 'topic', matchable(article)).isHit).toBe(isHit);
  });
});
