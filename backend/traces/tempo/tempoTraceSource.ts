import type { Span } from '@lens/core/waterfall';
import { recordedSpans } from '../embeddedTraceSource';
import type { Trace, TracedCall, TraceSource } from '../traceSource';
import { TraceSourceError } from '../traceSourceError';
import type { AskTempo } from './askTempo';
import type { TempoAnswer } from './readTempoTrace';

export interface TempoTraceSourceOptions {
  ask: AskTempo;
  source: 'tempo' | 'grafana';
  /** Where there is no Tempo's, spans are made from the calls' records. */
  service: string;
  /** Told when it gives no answer, once until it does again. */
  onTrouble: (error: unknown) => void;
}

/** Spans of one trace that are given; of larger traces those of our calls and what is below them come first. */
const mostSpans = 2000;
const names = { tempo: 'Tempo', grafana: 'Grafana' } as const;

/**
 * Tempo's spans of a trace. What it does not have of the calls that are asked about comes from their records, under the same
 * ids, and the trace says so: exports take a moment, and calls that were not sampled are never sent.
 */
export function tempoTraceSource({ ask, source, service, onTrouble }: TempoTraceSourceOptions): TraceSource {
  let isInTrouble = false;

  const answer = async (traceId: string, calls: readonly TracedCall[]): Promise<TempoAnswer | string> => {
    try {
      const given = await ask(traceId, timeOf(calls));
      isInTrouble = false;
      return given;
    } catch (error) {
      if (!(error instanceof TraceSourceError)) throw error;
      if (!isInTrouble) onTrouble(error);
      isInTrouble = true;
      return `${names[source]} ${error.message}: these spans are from the call’s own record.`;
    }
  };

  return {
    async trace(traceId, calls) {
      const recorded = (parentKnown: (id: string | null) => boolean) =>
        calls.flatMap((call) =>
          recordedSpans(parentKnown(call.parentSpanId) ? call : { ...call, parentSpanId: null }, service),
        );
      const onlyRecorded = (note: string, complete = false): Trace => {
        return { spans: recorded(() => false), told: 0, source: 'record', complete, note };
      };
      if (calls.length > 0 && calls.every(isKeptBack)) return onlyRecorded(notSampled, true);
      const given = await answer(traceId, calls);
      if (typeof given === 'string') return onlyRecorded(given);
      if (given.spans.length === 0)
        return onlyRecorded(
          `${names[source]} does not have this trace (yet): these spans are from the call’s own record.`,
        );
      const ids = new Set(given.spans.map(({ id }) => id));
      const missing = recorded((id) => id !== null && ids.has(id)).filter(({ id }) => !ids.has(id));
      return cutToSize({ ...given, missing, source, calls });
    },
  };
}

const notSampled =
  'This call was not sampled, so that its trace was sent nowhere: these spans are from its own record.';

/** Neither its own spans nor a caller's are anywhere else. */
function isKeptBack({ sampled, parentSpanId }: TracedCall): boolean {
  return sampled === false && parentSpanId === null;
}

function timeOf(calls: readonly TracedCall[]): { startMs: number; endMs: number } | null {
  if (calls.length === 0) return null;
  const starts = calls.map(({ startedAt }) => startedAt.getTime());
  const ends = calls.map(({ startedAt, durationMs }) => startedAt.getTime() + (durationMs ?? 0));
  return { startMs: Math.min(...starts), endMs: Math.max(...ends) };
}

interface Found extends TempoAnswer {
  missing: Span[];
  source: 'tempo' | 'grafana';
  calls: readonly TracedCall[];
}

function cutToSize({ spans, isPartial, missing, source, calls }: Found): Trace {
  const roots = new Set(calls.map(({ spanId }) => spanId));
  const all = oursFirst([...spans, ...missing], roots);
  const notes = [
    missing.length > 0 &&
      (calls.every(({ sampled }) => sampled === false)
        ? notSampled
        : `${names[source]} does not have all spans of this call (yet): ${missing.length} are from its own record.`),
    isPartial && `${names[source]} has more of this trace than it gives.`,
    all.length > mostSpans && `${all.length - mostSpans} more spans of this trace are left out.`,
  ].filter((note) => note !== false);
  return {
    spans: all.slice(0, mostSpans),
    told: 0,
    source,
    complete: notes.length === 0,
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

/** The calls' spans and all that hang below them, then the others. */
function oursFirst(spans: readonly Span[], roots: ReadonlySet<string>): Span[] {
  const parents = new Map(spans.map(({ id, parentId }) => [id, parentId]));
  const isOurs = new Map<string, boolean>();
  const belongs = (id: string): boolean => {
    const path: string[] = [];
    let at: string | null | undefined = id;
    let found = false;
    while (at !== null && at !== undefined && !path.includes(at)) {
      const known = isOurs.get(at);
      found = known ?? roots.has(at);
      path.push(at);
      if (found || known !== undefined) break;
      at = parents.get(at);
    }
    for (const step of path) isOurs.set(step, found);
    return found;
  };
  return [...spans.filter(({ id }) => belongs(id)), ...spans.filter(({ id }) => !belongs(id))];
}
