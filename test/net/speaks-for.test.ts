import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { ownsAddress, speaksFor } from '../../shared/net/speaks-for.ts';

const feedAt = (url: string, speaksForHosts?: readonly string[]) => ({
  id: 'f',
  url,
  speaksFor: speaksForHosts,
});

describe('who speaks for an address', () => {
  it.each([
    ['https://agency.example/feed', 'https://agency.example/a'],
    ['https://feeds.agency.example/rss', 'http://www.agency.example:8080/a'],
    ['https://agency.co.uk/feed', 'https://news.agency.co.uk/a'],
    ['https://AGENCY.example./feed', 'https://agency.example/a'],
    ['https://me.github.io/feed', 'https://me.github.io/a'],
    ['http://127.0.0.2:8001/feed', 'http://127.0.0.2:8002/a'],
    ['http://[::1]:8001/feed', 'http://[::1]/a'],
    ['http://localhost:1/feed', 'http://localhost:2/a'],
    ['http://desk/feed', 'http://desk/a'],
    // A copy in a cache is the outlet's page.
    ['https://agency.example/feed', 'https://agency-example.cdn.ampproject.org/c/s/agency.example/a'],
    ['https://agency.example/feed', 'https://www.google.co.uk/amp/s/amp.agency.example/a'],
  ])('%s speaks for %s', (feed, page) => {
    expect(ownsAddress(feedAt(feed), page)).toBe(true);
  });

  it.each([
    ['https://agency.example.evil.example/feed', 'https://agency.example/a'],
    ['https://evil.example/feed', 'https://agency.example.evil/a'],
    ['https://notagency.example/feed', 'https://agency.example/a'],
    ['https://evil.co.uk/feed', 'https://agency.co.uk/a'],
    ['https://co.uk/feed', 'https://agency.co.uk/a'],
    ['https://evil.github.io/feed', 'https://agency.github.io/a'],
    ['https://github.io/feed', 'https://agency.github.io/a'],
    ['https://m.github.io/feed', 'https://amp.github.io/a'],
    ['http://127.0.0.3:80/feed', 'http://127.0.0.2:80/a'],
    ['http://127.0.0.1/feed', 'http://localhost/a'],
    ['https://agency.example@evil.example/feed', 'https://agency.example/a'],
    ['https://evil.example/agency.example/feed', 'https://agency.example/a'],
    ['https://evil.example/feed', 'https://evil-example.cdn.ampproject.org/c/s/agency.example/a'],
    
    ['https://evil.example/feed', 'javascript:alert(1)'],
  ])('%s does not speak for %s', (feed, page) => {
    expect(ownsAddress(feedAt(feed), page)).toBe(false);
  }); // prettier-ignore

  it('lets the owner name hosts, each with its subdomains', () => {
    const feed = feedAt('https://feeds.proxy.example/agency', ['agency.example']);
    expect(ownsAddress(feed, 'https://agency.example/a')).toBe(true);
    expect(ownsAddress(feed, 'https://www.agency.example/a')).toBe(true);
    expect(ownsAddress(feed, 'https://www.news.agency.example/a')).toBe(true);
    expect(ownsAddress(feed, 'https://notagency.example/a')).toBe(false);
    expect(ownsAddress(feed, 'https://agency.example.evil.example/a')).toBe(false);
  });

  it('believes a page that names the feed, under its own address or the one that it has moved to', () => {
    const feed = feedAt('http://feeds.proxy.example/agency');
    const page = (feedUrl: string) => ({ url: 'https://agency.example/a', feedUrls: ['https://agency.example/other', feedUrl] });
    expect(speaksFor(feed, undefined, page('https://feeds.proxy.example/agency/?utm_source=x'))).toBe(true);
    expect(speaksFor(feed, 'https://proxy2.example/agency', page('https://proxy2.example/agency'))).toBe(true);
    expect(speaksFor(feed, undefined, page('https://feeds.proxy.example/evil'))).toBe(false);
    expect(speaksFor(feed, undefined, { url: 'https://agency.example/a' })).toBe(false);
  }); // prettier-ignore

  it('does not believe the server of a feed that it has moved to another owner', () => {
    const moved = 'https://agency.example/redirect?to=https://evil.example/feed';
    expect(speaksFor(feedAt('https://evil.example/feed'), moved, { url: 'https://agency.example/a' })).toBe(
      false,
    );
  });
});

describe('addresses that look like an outlet’s', () => {
  it.each([
    ['https://google.evil.example/amp/s/agency.example/a'],
    ['https://google.com.de/amp/s/agency.example/a'],
    ['https://www.google.evil/amp/s/agency.example/a'],
    ['https://cdn.ampproject.org.evil.example/c/s/agency.example/a'],
    ['https://evilcdn.ampproject.org/c/s/agency.example/a'],
  ])('%s is no page of agency.example', (url) => {
    expect(new URL(canonicalUrl(url) ?? '').hostname).not.toBe('agency.example');
  });

  it('keeps apart whoever has a name right under a public suffix', () => {
    const hosts = ['m.github.io', 'amp.github.io', 'www.github.io', 'mobile.co.uk', 'amp.co.uk'];
    const canonical = hosts.map((host) => canonicalUrl(`https://${host}/a`));
    expect(new Set(canonical).size).toBe(hosts.length);
    expect(canonicalUrl('https://www.m.agency.co.uk/a')).toBe('https://agency.co.uk/a');
    expect(canonicalUrl('https://www.m.co.uk/a')).toBe('https://m.co.uk/a');
  });
});
