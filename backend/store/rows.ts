import type { PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { BodyKind } from '../call';
import type { listedColumns, storedColumns } from './columns/callColumns';
import type { RowOf } from './columns/column';

/** A row of `conversation_calls` as it is written: one call as lists, filters and metrics need it, without bodies. */
export type CallRow = RowOf<typeof storedColumns> & {
  /** The words by which a search finds it go to `call_words`. */
  searchText: string;
};

/** A call as it is stored. */
export type StoredCall = RowOf<typeof storedColumns>;

/** What lists show of a call. */
export type ListedCall = RowOf<typeof listedColumns>;

/** An event before it is stored, and after it was read. */
export interface EventRow {
  id: string;
  callId: string;
  /** `request`, `response`, or a policy event's own type. */
  eventType: string;
  /** Nanoseconds since the Unix epoch: the order of the call's events. */
  sequence: bigint;
  createdAt: Date;
  /** The body as JSON (a stream's is the reconstructed one); for a policy event, what it said. */
  original: Json;
  /** Null when identical to `original`. */
  final: Json | null;
  /** The exact bytes, before compression; null for policy events. `finalRaw` is null when identical. */
  originalRaw: Uint8Array | null;
  finalRaw: Uint8Array | null;
  /** How to read the raw bytes. */
  rawKind: BodyKind | null;
  /** What each policy alone changed. Null when that is not known: readers then take the whole original for redacted. */
  steps: PolicyStep[] | null;
}
