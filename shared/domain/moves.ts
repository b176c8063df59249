/** A redirect that was followed: its status, and where it led. */
export interface Redirect {
  readonly status: number;
  readonly to: string;
}

/** Where a feed's server says that it has moved, and how often in a row it has said so. */
export interface Move {
  readonly to: string;
  readonly count: number;
}

const permanentStatuses: readonly number[] = [301, 308];

/** Where the permanent redirects lead that an answer began with; undefined where it began with none. */
export function movedTo(redirects: readonly Redirect[]): string | undefined {
  const temporary = redirects.findIndex(({ status }) => !permanentStatuses.includes(status));
  const permanent = temporary === -1 ? redirects : redirects.slice(0, temporary);
  return permanent.at(-1)?.to;
}

/** The move after one more answer: counted on while the answers are equal, forgotten as soon as one is not. */
export function moveAfter(earlier: Move | undefined, redirects: readonly Redirect[]): Move | undefined {
  const to = movedTo(redirects);
  if (to === undefined) return undefined;
  return { to, count: earlier?.to === to ? earlier.count + 1 : 1 };
}
