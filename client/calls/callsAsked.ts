import type { ListAddress } from '@lens/viewer/address';
import type { CallsAsked } from '../api';

/** How far back `since` goes, in milliseconds. */
const sinceSpans: Readonly<Record<string, number>> = {
  '15m': 15 * 60_000,
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
};

/** What the API is asked for a view of the list: `since` becomes a time. */
export function callsAsked({ filters = {}, order, position = {} }: ListAddress, now: number): CallsAsked {
  const { since, ...rest } = filters;
  const span = since !== undefined && Object.hasOwn(sinceSpans, since) ? sinceSpans[since] : undefined;
  return {
    ...rest,
    ...position,
    ...(order === 'oldest' && { order }),
    ...(span !== undefined && { from: new Date(now - span).toISOString() }),
  };
}
