import { isolate, timeText } from '../../shared/channels/message.ts';
import type { Feedback } from '../../shared/domain/feedback.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { getFeedback, removeFeedback } from '../../shared/store/feedback.ts';
import { usageError } from '../output.ts';

type FeedbackPorts = Pick<Ports, 'table' | 'clock'>;

/** What readers have said and what is in force, newest first. */
export async function feedback({ table }: FeedbackPorts): Promise<Feedback[]> {
  return [...(await getFeedback(table)).values()].flat().sort((a, b) => b.atMs - a.atMs);
}

/** Takes one back. The link that it came by cannot say it again. */
export async function undoFeedback(ports: FeedbackPorts, id: string): Promise<Feedback> {
  const said = await feedback(ports);
  const meant = said.find((one) => one.id === id);
  const [removed] = meant === undefined ? [] : await removeFeedback(ports.table, meant.topic, (one) => one.id === id, ports.clock.nowMs()); // prettier-ignore
  if (removed === undefined)
    throw usageError(`No feedback ${id} is in force. \`rasid feedback\` lists what is.`);
  return removed;
}

export function feedbackLines(said: readonly Feedback[], nowMs: number, timeZone: string): string[] {
  if (said.length === 0) return ['No feedback is in force.'];
  return said.map((one) => `${one.id}  ${timeText(one.atMs, timeZone)}  ${one.topic}: ${saidText(one, nowMs, timeZone)}`);
} // prettier-ignore

function saidText({ kind, title, untilMs }: Feedback, nowMs: number, timeZone: string): string {
  switch (kind) {
    case 'relevant':
      return `relevant: ${isolate(title)}`;
    case 'not-relevant':
      return `not relevant: ${isolate(title)}`;
    case 'mute':
      return `story muted: ${isolate(title)}`;
    case 'pause':
      if (untilMs === undefined) return 'paused until it is resumed';
      return `${untilMs > nowMs ? 'paused' : 'was paused'} until ${timeText(untilMs, timeZone)}`;
  }
}
