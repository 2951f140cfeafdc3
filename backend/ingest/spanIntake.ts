import { randomUUID } from 'node:crypto';
import type { CaptureMode, SpanBatch, TraceSpan } from '../call';
import { identityHash } from '../gateway';
import { wrongAge } from './age';
import type { SpanAround } from './otlp/spanAround';
import { countRefusedSpans, type IngestionTally, type RefusalReason } from './tally';

/** Puts spans around calls on record. */
export interface SpanIntake {
  /** Resolves when they are as safe as the gateway's own calls are, or will not be kept, with why each of those will not. */
  keep(spans: readonly SpanAround[]): Promise<RefusedSpan[]>;
}

export interface RefusedSpan {
  code: RefusalReason;
  message: string;
}

export interface SpanIntakeOptions {
  /** Where they go; false where there is no room. */
  write: (batch: SpanBatch) => Promise<boolean>;
  /** How much is kept of what may be of any call. */
  mode: CaptureMode;
  identityKey: string | Uint8Array;
  maxAgeMs: number;
  tally: IngestionTally;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
}

/** In one record of the spool. */
const mostInBatch = 100;

export function createSpanIntake(options: SpanIntakeOptions): SpanIntake {
  const { write, mode, maxAgeMs, tally, now } = options;
  const hashIdentity = identityHash(options.identityKey);

  const keptOf = ({ identities, isCut, ...span }: SpanAround): TraceSpan => {
    // No words of any body, and these may be of one.
    if (mode === 'metadata') return { ...span, attributes: {}, events: [] };
    const hashed = Object.entries(identities).map(([name, id]): [string, string] => [name, hashIdentity(id) ?? '']);
    const cut = isCut ? { 'luthien.cut': true } : {};
    return { ...span, attributes: { ...span.attributes, ...Object.fromEntries(hashed), ...cut } };
  };

  async function keepBatch(spans: readonly SpanAround[]): Promise<RefusedSpan[]> {
    if (await write({ batchId: randomUUID(), traceSpans: spans.map(keptOf) })) {
      tally.spans.accepted += spans.length;
      return [];
    }
    countRefusedSpans(tally, 'no_room', spans.length);
    return spans.map(() => ({ code: 'no_room', message: noRoom }));
  }

  return {
    async keep(spans) {
      const refused: RefusedSpan[] = [];
      const kept = spans.filter(({ startedAt }) => {
        const wrong = mode === 'off' ? notKept : wrongAge(startedAt, now(), maxAgeMs);
        if (wrong === null) return true;
        countRefusedSpans(tally, wrong.code);
        refused.push(wrong);
        return false;
      });
      for (let at = 0; at < kept.length; at += mostInBatch) {
        refused.push(...(await keepBatch(kept.slice(at, at + mostInBatch))));
      }
      return refused;
    },
  };
}

const notKept: RefusedSpan = { code: 'not_kept', message: 'Nothing is kept of it: the capture mode is off.' };
export const noRoom = 'There is no room for it on record now. Send it again later.';
