import type { ActivityGap } from '@lens/core/api';
import type { History } from './history';

/** Where a follower begins: after a frame that he has by its id, or with some of the latest. */
export type From = { after: string } | { recent: number };

/** The number of the last frame that a follower has, and what he can't have any more. */
export interface Beginning {
  after: number;
  missing: ActivityGap | null;
}

/** The id of a frame: ids of other processes are told from it. */
export function frameId(gateway: string, number: number): string {
  return `${gateway}-${number}`;
}

export function beginningOf(from: From, gateway: string, history: History): Beginning {
  const before = history.first() - 1;
  if ('recent' in from) return { after: Math.max(before, history.last() - from.recent), missing: null };
  const number = numberIn(from.after, gateway);
  if (number === null || number > history.last()) {
    return { after: before, missing: { reason: 'restarted', missed: null } };
  }
  if (number >= before) return { after: number, missing: null };
  return { after: before, missing: { reason: 'too_old', missed: before - number } };
}

/** The number in an id that this process gave; null in any other. */
function numberIn(id: string, gateway: string): number | null {
  const number = id.startsWith(`${gateway}-`) ? id.slice(gateway.length + 1) : '';
  return /^\d{1,15}$/.test(number) ? Number(number) : null;
}
