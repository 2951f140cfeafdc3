import type { CallStart } from '../frames';
import type { CallStatus } from '../status';
import type { Timing } from '../timing';

export interface SamplingSettings {
  /** The part of routine calls that is kept, from 0 to 1. */
  ratio: number;
  /** A call that takes longer is kept. */
  slowMs: number;
}

/** Whether a call leaves traces and logs, and what decided it. */
export interface Sampling {
  sampled: boolean;
  reason: 'error' | 'slow' | 'changed' | 'caller' | 'ratio';
}

/** For programs that nobody told otherwise: everything is kept. */
export const keepAll: SamplingSettings = { ratio: 1, slowMs: 30_000 };

interface Judged extends Pick<CallStart, 'traceId' | 'sampledByCaller'> {
  status: CallStatus;
  durationMs: number | null;
  request: { changed: boolean };
  response: { changed: boolean } | null;
  timings: readonly Timing[];
}

/**
 * Decided when the call has ended: errors, slow calls, calls that policies changed and those of a trace that the caller
 * keeps are kept, of all others a part. That depends on the trace id alone, so that the calls of a trace are kept
 * together, here and in other places that decide by the same bits (W3C Trace Context level 2, § random trace id flag).
 */
export function samplingOf(call: Judged, { ratio, slowMs }: SamplingSettings): Sampling {
  const kept = (reason: Sampling['reason']): Sampling => ({ sampled: true, reason });
  if (call.status !== 'complete' || call.timings.some(({ error }) => error !== undefined)) return kept('error');
  if ((call.durationMs ?? 0) > slowMs) return kept('slow');
  if (call.request.changed || call.response?.changed === true) return kept('changed');
  if (call.sampledByCaller === true) return kept('caller');
  return { sampled: ratio === 1 || randomnessOf(call.traceId) >= 1 - ratio, reason: 'ratio' };
}

/** The random bits of a trace id, its last seven bytes, as a number from 0 to 1. */
function randomnessOf(traceId: string): number {
  return Number.parseInt(traceId.slice(-14), 16) / 2 ** 56;
}
