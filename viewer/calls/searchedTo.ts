import type { CallPage } from '@lens/core/api';
import type { CallFilters } from '../address';

/**
 * The time at which a search for words ended its page before that was full: its next page begins there, and not at the last
 * call of this one. Null of any other page.
 */
export function searchedTo({ calls, next }: CallPage, { text }: CallFilters): string | null {
  if (text === undefined || next === null || next === calls.at(-1)?.callId) return null;
  const ms = Number.parseInt(next.replaceAll('-', '').slice(0, 12), 16);
  return new Date(ms).toISOString();
}
