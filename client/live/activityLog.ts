import type { ActivityGap, ActivityMessage } from '@lens/core/api';
import { matches, type LiveCall, type LiveEntry, type LiveRow } from '@lens/viewer/live';
import type { LiveFilters } from '@lens/viewer/address';
import { told } from './told';

/** So many messages are kept, and so many are shown, of those that match. */
const mostKept = 5_000;
export const mostShown = 1_000;
/** Trimmed by so many at a time, not at every message. */
const slack = 500;

export interface ActivityLog {
  /** False for a message that was here before. */
  add(message: ActivityMessage): boolean;
  addGap(gap: ActivityGap): void;
  /** The newest first. With `upTo` none that came after the entry with this key. */
  rows(filters: LiveFilters, upTo: number | null): LiveRow[];
  /** Messages that match and came after this entry. */
  countSince(filters: LiveFilters, key: number): number;
  /** The key of the newest entry. */
  newest(): number;
  call(callId: string): LiveCall | null;
  calls(): Iterable<LiveCall>;
  /** Makes room, of those first that are not asked for. */
  trim(filters: LiveFilters, upTo: number | null): void;
  clear(): void;
}

/** The latest messages of the feed, and what they tell of their calls. */
export function createActivityLog(): ActivityLog {
  let entries: LiveEntry[] = [];
  const calls = new Map<string, LiveCall>();
  const lastOf = new Map<string, number>();
  let key = 0;

  function isDouble({ data: { gateway, seq } }: ActivityMessage): boolean {
    if (typeof gateway !== 'string' || typeof seq !== 'number') return false;
    if (seq <= (lastOf.get(gateway) ?? 0)) return true;
    lastOf.set(gateway, seq);
    return false;
  }

  function rowOf(entry: LiveEntry, filters: LiveFilters): LiveRow | null {
    if (entry.message === null) return entry;
    const call = calls.get(entry.message.call_id);
    return call !== undefined && matches(entry.message, call, filters) ? { ...entry, call } : null;
  }

  return {
    add(message) {
      if (isDouble(message)) return false;
      entries.push({ key: ++key, message, gap: null });
      calls.set(message.call_id, told(calls.get(message.call_id), message));
      return true;
    },
    addGap: (gap) => void entries.push({ key: ++key, message: null, gap }),
    rows(filters, upTo) {
      const rows: LiveRow[] = [];
      for (let at = entries.length - 1; at >= 0 && rows.length < mostShown; at -= 1) {
        const entry = entries[at];
        if (entry === undefined || (upTo !== null && entry.key > upTo)) continue;
        const row = rowOf(entry, filters);
        if (row !== null) rows.push(row);
      }
      return rows;
    },
    countSince(filters, since) {
      let count = 0;
      for (let at = entries.length - 1; at >= 0; at -= 1) {
        const entry = entries[at];
        if (entry === undefined || entry.key <= since) break;
        if (entry.message !== null && rowOf(entry, filters) !== null) count += 1;
      }
      return count;
    },
    newest: () => key,
    call: (callId) => calls.get(callId) ?? null,
    calls: () => calls.values(),
    trim(filters, upTo) {
      if (entries.length <= mostKept + slack) return;
      const isAsked = (entry: LiveEntry): boolean =>
        (upTo === null || entry.key <= upTo) && rowOf(entry, filters) !== null;
      // The newest of those that are asked for stay, and of the others what there is room for.
      const asked = new Set(entries.filter(isAsked).slice(-mostShown));
      const others = new Set(entries.filter((entry) => !asked.has(entry)).slice(asked.size - mostKept));
      entries = entries.filter((entry) => asked.has(entry) || others.has(entry));
      const left = new Set(entries.flatMap(({ message }) => (message === null ? [] : [message.call_id])));
      for (const callId of calls.keys()) if (!left.has(callId)) calls.delete(callId);
    },
    clear() {
      entries = [];
      calls.clear();
    },
  };
}
