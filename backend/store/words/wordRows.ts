import { dayOfCall } from '../partitions/days';
import { tsvectorBytes } from '../write/tsvectorBytes';
import { encodeSegment, type Segment } from './segment';
import { segmentsOfTexts, type CallText } from './segments';

/** A row of `call_words`: the words of calls of one day. */
export interface WordRow {
  lastCallId: string;
  firstCallId: string;
  calls: number;
  /** As PostgreSQL receives a `tsvector`; null where they wait to be merged. */
  words: Uint8Array | null;
  postings: Uint8Array;
}

/** Makes the words of calls of which there are none yet, in this thread or another. */
export type MakeWordRows = (calls: readonly CallText[]) => WordRow[] | Promise<WordRow[]>;

/** Fewer calls are looked through one by one: an index of their words costs more than it saves. */
export const fewestIndexed = 128;
/** So many that came together are not put together with others: the 8 MB of a batch are some hundred long calls. */
export const fewestOfBatch = 96;

/** Calls of one day are kept together; few of them wait to be merged. */
export function wordRowsOf(calls: readonly CallText[]): WordRow[] {
  return Array.from(byDay(calls), (its) => {
    const segments = segmentsOfTexts(its);
    const count = segments.reduce((sum, { callIds }) => sum + callIds.length, 0);
    return segments.map((segment) => rowOfSegment(segment, count >= fewestOfBatch));
  }).flat();
}

/** A call without a day is by itself: its id is in no order with others. */
export function byDay<Call extends { callId: string }>(calls: readonly Call[]): Iterable<Call[]> {
  return Map.groupBy(calls, ({ callId }) => dayOfCall(callId) ?? callId).values();
}

export function rowOfSegment(segment: Segment, isIndexed: boolean): WordRow {
  const { callIds, callsOf } = segment;
  return {
    lastCallId: callIds.at(-1) ?? '',
    firstCallId: callIds[0] ?? '',
    calls: callIds.length,
    words: isIndexed ? tsvectorBytes([...callsOf.keys()]) : null,
    postings: encodeSegment(segment),
  };
}
