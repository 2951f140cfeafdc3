import type { SourceKind } from '../call';

type Told = Exclude<SourceKind, 'gateway'>;

export type RefusalReason = 'invalid' | 'too_many' | 'too_old' | 'in_future' | 'not_kept' | 'no_room';
type Result = 'accepted' | 'duplicate' | 'refused';

/** What became of all that was told. */
export interface IngestionTally {
  calls: Record<Told, Record<Result, number>>;
  /** Spans around calls. */
  spans: Record<Exclude<Result, 'duplicate'>, number>;
  /** Calls and spans by why they were refused. */
  refused: Record<Told, Record<RefusalReason, number>>;
}

export function createTally(): IngestionTally {
  const results = () => ({ accepted: 0, duplicate: 0, refused: 0 });
  const reasons = () => ({ invalid: 0, too_many: 0, too_old: 0, in_future: 0, not_kept: 0, no_room: 0 });
  return {
    calls: { events: results(), otlp: results() },
    spans: { accepted: 0, refused: 0 },
    refused: { events: reasons(), otlp: reasons() },
  };
}

export function countRefusedCall(tally: IngestionTally, kind: Told, reason: RefusalReason): void {
  tally.calls[kind].refused += 1;
  tally.refused[kind][reason] += 1;
}

export function countRefusedSpans(tally: IngestionTally, reason: RefusalReason, spans = 1): void {
  tally.spans.refused += spans;
  tally.refused.otlp[reason] += spans;
}
