import { feedFilterBy } from '../../cli/feed-answer.ts';
import { runFilter } from '../../cli/filters/jsonl.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

/** `rasid feed --jsonl`, without the rest of the command, and parsed in this very process. */
await runFilter(
  feedFilterBy(({ bytes, ...how }) => parseFeed(bytes, how)),
  process.stdin,
  process.stdout,
);
