import { parse } from 'tldts';
import { z } from 'zod';
import type { QuietHours, Schedule } from '../domain/topic.ts';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `10m`, `2h`, `3d` as milliseconds, within the bounds. */
export function duration(bounds: { atLeast: string; atMost: string }) {
  const leastMs = durationMs(bounds.atLeast);
  const mostMs = durationMs(bounds.atMost);
  return z.string().transform((source, context): number => {
    const ms = durationMs(source);
    if (ms === undefined) return refuse(context, `"${source}" is no duration: write 30s, 10m, 2h or 3d`);
    if ((leastMs !== undefined && ms < leastMs) || (mostMs !== undefined && ms > mostMs))
      return refuse(context, `${source} is not between ${bounds.atLeast} and ${bounds.atMost}`);
    return ms;
  });
}

function durationMs(source: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})\s?([smhd])$/u.exec(source.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * unitMs[unit as keyof typeof unitMs];
}

/** An IANA zone that this runtime knows, such as `Asia/Baghdad`. */
export function timeZone() {
  return z.string().transform((source, context): string => {
    const zone = source.trim();
    return isTimeZone(zone) ? zone : refuse(context, zoneMessage(zone));
  });
}

/** `example.org` as addresses write it, in lower case and ASCII. A suffix under which anybody has a name is none. */
export function hostName() {
  return z.string().transform((source, context): string => {
    const host = hostOfName(source.trim());
    if (host === undefined)
      return refuse(
        context,
        `Invalid host "${source}": expected a name such as example.org. Leave out https:// and path.`,
      );
    const { publicSuffix, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
    if (publicSuffix === host && (isIcann === true || isPrivate === true))
      return refuse(
        context,
        `Invalid host "${source}": expected a name of one owner. Name the hosts under it that you mean.`,
      );
    return host;
  });
}

function hostOfName(name: string): string | undefined {
  // What a URL would read as something else: a port, a path, a user, a wildcard.
  if (!/^(?:[^\s/:@?#\\%*]+|\[[\da-f:.]+\])$/iu.test(name) || !URL.canParse(`http://${name}/`))
    return undefined;
  const host = new URL(`http://${name}/`).hostname.replace(/\.$/u, '');
  const isNumber = /^[\d.]+$/u.test(host);
  return host.split('.').includes('') || (isNumber && host !== name) ? undefined : host;
}

/** `23:00-06:00 Asia/Baghdad`: wall-clock minutes of the day, possibly over midnight. */
export function quietHours() {
  return z.string().transform((source, context): QuietHours => {
    const [, fromHour, fromMinutes, toHour, toMinutes, zone = ''] =
      /^(\d{1,2}):(\d{2})\s?[-–]\s?(\d{1,2}):(\d{2})\s+(\S+)$/u.exec(source.trim()) ?? [];
    const fromMinute = minuteOfDay(fromHour, fromMinutes);
    const toMinute = minuteOfDay(toHour, toMinutes);
    if (fromMinute === undefined || toMinute === undefined)
      return refuse(context, `"${source}" is no quiet time: write 23:00-06:00 Asia/Baghdad`);
    if (fromMinute === toMinute) return refuse(context, 'quiet hours that begin and end at one minute');
    if (!isTimeZone(zone)) return refuse(context, zoneMessage(zone));
    return { fromMinute, toMinute, timeZone: zone };
  });
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** `now`, `hourly`, `daily 08:00`, `weekly mon 08:00`, the last three with a time zone or in the owner's; undefined is now. */
export function schedule() {
  return z.string().transform((source, context): Schedule | undefined => {
    const [kind, ...words] = source.trim().split(/\s+/u);
    if (kind === 'now' && words.length === 0) return undefined;
    const day = kind === 'weekly' ? weekdays.indexOf((words.shift() ?? '').slice(0, 3).toLowerCase()) : 0;
    const [, hour, minutes] = kind === 'hourly' ? [] : (/^(\d{1,2}):(\d{2})$/u.exec(words.shift() ?? '') ?? []);
    const minute = kind === 'hourly' ? 0 : minuteOfDay(hour, minutes);
    const [zone, ...rest] = words;
    if (minute === undefined || day < 0 || rest.length > 0 || !['hourly', 'daily', 'weekly'].includes(kind ?? ''))
      return refuse(context, `"${source}" is no time for alerts: write now, hourly, daily 08:00 or weekly mon 08:00`);
    if (zone !== undefined && !isTimeZone(zone)) return refuse(context, zoneMessage(zone));
    if (kind === 'hourly') return { kind, timeZone: zone };
    return kind === 'daily' ? { kind, minute, timeZone: zone } : { kind: 'weekly', weekday: day, minute, timeZone: zone };
  });
} // prettier-ignore

function minuteOfDay(hour: string | undefined, minutes: string | undefined): number | undefined {
  if (hour === undefined || minutes === undefined) return undefined;
  return Number(hour) < 24 && Number(minutes) < 60 ? Number(hour) * 60 + Number(minutes) : undefined;
}

function isTimeZone(zone: string): boolean {
  // Newer runtimes also take bare offsets, which have no summer time: not what anybody means by a zone.
  if (!/^[A-Za-z]/u.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const zoneMessage = (zone: string) => `"${zone}" is no time zone: write one such as Asia/Baghdad or UTC`;

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
