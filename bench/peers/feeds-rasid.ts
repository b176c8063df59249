import { feedFilter } from '../../cli/filters/feed.ts';
import { runFilter } from '../../cli/filters/jsonl.ts';

/** `rasid feed --jsonl`, without the rest of the command. */
await runFilter(feedFilter, process.stdin, process.stdout);
