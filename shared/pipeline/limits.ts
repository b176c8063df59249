import { channelLimits } from '../channels/channel.ts';
import { sandboxLimits } from '../ports/sandbox.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Every bound of the stages, unit last. */
export const limits = {
  /** Due feeds that one tick sends; the rest are still due at the next. */
  plannedFeedsMax: 5_000,
  feedBodyBytesMax: 10_000_000,
  pageBodyBytesMax: 5_000_000,
  robotsBodyBytesMax: 1_000_000,
  /** RFC 9309 asks readers to take 500 KiB; an item of the table holds less, and rules for us stand long before. */
  robotsTextBytesMax: 200_000,
  fetchMs: 20_000,
  /** Longer than any call lives: a try that has not ended by then has ended its worker. */
  tryLeaseMs: 90_000,
  /** After so many polls that did not end, a feed is failing. */
  unendedPollsMax: 3,
  /** Longer than any fetch, so that a lease runs out only when its holder is gone. */
  fetchLeaseMs: 30_000,
  /** A stage waits so long for a busy host before it gives the job back. */
  paceWaitMsMax: 2_000,
  failedPollMsMax: 6 * hourMs,
  /** Fresh entries of a feed that are written side by side. */
  admitsAtOnceMax: 16,
  /** An unread entry that nobody has read by then is sent again. */
  readGraceMs: minuteMs,
  /** Tries with the page; then the feed's own text has so many, before the entry is closed as unreadable. */
  readTriesMax: 3,
  feedTextTriesMax: 3,
  readRetryMs: minuteMs,
  /** A read entry is tried from its existing article again so often, when two feeds bring it at once. */
  keepRacesMax: 5,
  /** Edited entries that one poll sends to be read again; the rest wait for the feed's next document. */
  editsPerPollMax: 10,
  /** An entry is read again so often in its life; an outlet that writes a page all day long is followed no further. */
  editsPerEntryMax: 5,
  /** Unread entries of a feed that a poll sends on; those that lead to hosts of other owners, among them. */
  readsPerPollMax: 500,
  guestReadsPerPollMax: 100,
  /** With fewer entries at once, a poll does not look how many of the feed's are still unread. */
  readsUncountedMax: 20,
  /** Groups of a feed's reads on hosts of other owners: so many of a feed's slow pages are waited for at once. */
  guestLanes: 2,
  /** A read on a host of another owner leaves the queue when the host is busy for longer, or so many times. */
  guestWaitMsMax: 10_000,
  guestReceivesMax: 4,
  /** Versions that an article's row lists: the first and the latest. */
  versionsMax: 10,
  outboxGraceMs: minuteMs,
  placeRacesMax: 100,
  placeRaceMs: 20,
  sweptRowsMax: 1_000,
  sweptRowsOfFeedMax: 100,
  /** The sweep sends the same row again at most so often. */
  resendMs: 5 * minuteMs,
  /** How often the topics are looked at for silence. */
  silenceLookMs: hourMs,
  /** After a longer break nothing has watched, and silence is counted anew. */
  unwatchedMs: 6 * hourMs,
  /** Articles that one notice of silence counts; beyond them it says "over". */
  silenceArticlesMax: 10_000,
  sendMs: channelLimits.requestMs,
  /** Longer than any call lives: a lease runs out only when its holder is gone. */
  sendLeaseMs: 90_000,
  /** Longer than a lease: for what is busy beyond that, its receiver has asked. */
  busyMsMax: 2 * minuteMs,
  /** The pause before the one retry in the same call. */
  retryNowMs: 1_000,
  deliveriesPerCallMax: 50,
  /** What a paused topic still owes is looked at again so often. */
  pausedLookMs: hourMs,
  /** A digest is put together so long after its time: what was placed just before it has reached the index by then. */
  digestGraceMs: 10_000,
  /** Deliveries that one transaction folds into a digest, beside the digest's own two rows. */
  foldedAtOnceMax: 95,
  /** Held deliveries that one transaction lets go, beside those of every channel of a new alert. */
  releasedAtOnceMax: 40,
  /** Transactions of one call; what still waits goes on with the next. */
  foldRoundsMax: 100,
  /** Dead deliveries that one call sends again. */
  redrivenMax: 1_000,
  /** A row that somebody else writes at the same time is ended again so often. */
  endRacesMax: 5,
  /** Pauses before the second and later tries; after the last the delivery is dead. */
  deliveryRetryMs: [1, 5, 30, 120, 300, 600, 840, 1_200, 1_440].map((minutes) => minutes * minuteMs),
  /** Articles of a day that are looked at for frequencies, and those whose texts are counted: a sample says as much. */
  learnedRecordsMax: 50_000,
  learnedTextsMax: 1_000,
  learnedTextsOfLanguageMax: 300,
  learnedReadsAtOnce: 16,
  /** Languages are told by pages, so a hostile one could name thousands. */
  learnedTablesMax: 50,
  articleTitleCharsMax: 500,
  articleTextCharsMax: 200_000,
  leadCharsMax: 280,
  alertEvidenceMax: 6,
} as const;

/** Processor time to judge an article: the first one after an apply compiles all topics, which are the owner's. */
export const judgeMs = (topicCount: number) => sandboxLimits.cpuMsMax + topicCount;
