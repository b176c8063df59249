import { constants, gunzipSync } from 'node:zlib';
import type { ParseOutcome } from '../domain/feed.ts';
import { textOf } from './bytes.ts';
import { canonicalXml } from './canonical-xml.ts';
import { readFields } from './fields.ts';
import { htmlCleaner } from './html-cleaner.ts';
import { parseJsonFeed } from './json-feed.ts';
import { limits } from './limits.ts';
import { roots } from './names.ts';
import { skeletonOf } from './skeleton.ts';

export interface ParseHow {
  /** Where the bytes came from: what relative links are relative to. */
  readonly url: string;
  readonly contentType?: string;
  readonly contentLocation?: string;
  readonly nowMs: number;
}

/**
 * A feed's bytes -> its document: RSS 0.9-2.0, RDF, Atom 0.3 and 1.0, JSON Feed, news sitemaps; gzipped or not. Never throws for
 * what the bytes are, and takes time in proportion to their number.
 */
export async function parseFeed(body: Uint8Array, how: ParseHow): Promise<ParseOutcome> {
  const bytes = unpacked(body);
  if ('kind' in bytes) return bytes;
  const source = textOf(bytes, how);
  const start = source.trimStart();
  if (start === '') return { kind: 'not-a-feed', reason: 'empty', detail: 'there is nothing in it' };
  const base = baseOf(how);
  if (start.startsWith('{')) {
    if (bytes.length > limits.jsonBytesMax) return tooLarge(bytes.length);
    return parseJsonFeed(start, { base, nowMs: how.nowMs });
  }

  const skeleton = skeletonOf(source, base);
  const kind = roots.get(skeleton.root);
  if (kind === undefined || kind === 'sitemap-index') return refused(skeleton.root, start, kind);
  const names = new Set([...skeleton.feed, ...skeleton.entries.flat()].map(({ node }) => node.name));
  const cleaner = htmlCleaner();
  const document = await readFields(canonicalXml(skeleton, base), { base, nowMs: how.nowMs, names, cleaner });
  return { kind: 'feed', document: { ...document, repairs: [...skeleton.repairs, ...cleaner.repairs] } };
}

/** A file that is packed itself, as sitemaps are: no header says so in a form that all servers share, its first bytes do. */
function unpacked(body: Uint8Array): Uint8Array | ParseOutcome {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, {
      maxOutputLength: limits.unpackedBytesMax,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      return { kind: 'not-a-feed', reason: 'broken', detail: 'a gzip file that cannot be unpacked' };
    const detail = `a gzip file of more than ${limits.unpackedBytesMax} bytes`;
    return { kind: 'not-a-feed', reason: 'too-large', detail };
  }
}

function baseOf({ url, contentLocation }: ParseHow): string {
  return contentLocation !== undefined && URL.canParse(contentLocation, url)
    ? new URL(contentLocation, url).href
    : url;
}

const tooLarge = (byteCount: number): ParseOutcome => ({
  kind: 'not-a-feed',
  reason: 'too-large',
  detail: `JSON of ${byteCount} bytes; at most ${limits.jsonBytesMax} are read`,
});

function refused(root: string, start: string, kind: 'sitemap-index' | undefined): ParseOutcome {
  if (/^html$/iu.test(root) || /^<!doctype html/iu.test(start)) {
    return { kind: 'not-a-feed', reason: 'html', detail: 'a web page, not a feed' };
  }
  if (kind === 'sitemap-index') {
    return { kind: 'not-a-feed', reason: 'unknown-format', detail: 'a list of sitemaps; give one of them' };
  }
  if (root === '') return { kind: 'not-a-feed', reason: 'broken', detail: 'no XML element in it' };
  return { kind: 'not-a-feed', reason: 'unknown-format', detail: `XML with <${root.slice(0, 40)}>` };
}
