import type { ListAddress } from '@lens/viewer/address';
import type { CallsAsked } from '../api';

/** How far back `since` goes, in milliseconds. */
const sinceSpans: Readonly<Record<string, number>> = {
  '15m': 15 * 60_000,
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
};

/** What the API is asked for a view of the list: `since` becomes a time, in the place of one that is named. */
export function callsAsked({ filters = {}, order, position = {} }: ListAddress, now: number): CallsAsked {
  const { since, from, to, ...rest } = filters;
  const span = since !== undefined && Object.hasOwn(sinceSpans, since) ? sinceSpans[since] : undefined;
  return {
    ...rest,
    ...position,
    ...(order === 'oldest' && { order }),
    ...(from !== undefined && { from: momentOf(from) }),
    ...(to !== undefined && { to: momentOf(to) }),
    ...(span !== undefined && { from: new Date(now - span).toISOString() }),
  };
}

/** A time as somebody may type it, without a zone in UTC; what is none is left to the API, which says so. */
function momentOf(text: string): string {
  // `Date.parse` makes a day of 2001 of a mere `5`.
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return text;
  const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i.test(text);
  const ms = Date.parse(hasZone ? text : `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}
