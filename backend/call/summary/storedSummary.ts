import type { Usage } from '@lens/core/formats';
import { callError } from '../errors/callErrors';
import type { SourceKind } from '../callSource';
import type { CallRecord, RecordedDirection } from '../record/callRecord';
import { changedBy } from '../record/changedBy';
import { chunkGapsOf, type ChunkGaps } from './chunkGaps';
import { policyRunsOf, type PolicyRun } from './policyRuns';

type Kept =
  | 'callId'
  | 'traceId'
  | 'startedAt'
  | 'api'
  | 'operation'
  | 'provider'
  | 'upstream'
  | 'requestedModel'
  | 'finalModel'
  | 'stream'
  | 'status'
  | 'errorType'
  | 'durationMs'
  | 'userHash'
  | 'sessionId';

/**
 * What is told of a call once it is stored, to count what only a reader of the whole call knows. A flat object without any
 * text of the call: hundreds of them a second go from one process to another.
 */
export interface StoredSummary extends Pick<CallRecord, Kept>, Usage {
  /** How it came on record. */
  source: SourceKind;
  /** Its trace is kept. */
  sampled: boolean;
  /** The group of errors that a failed call is counted in, by its fingerprint; null of any other. */
  errorGroup: string | null;
  chunkGaps: ChunkGaps | null;
  policyRuns: readonly PolicyRun[];
  /** US dollars; null where there is no cost. */
  costUsd: number | null;
  costExact: boolean;
  /** Why the cost is not known; null where it is, or where nobody bills the call. */
  costUnknown: string | null;
  /** As the diff counts them. */
  requestChanges: number;
  responseChanges: number;
  /** The policies that made them, in the chain's order. */
  requestChangedBy: readonly string[];
  responseChangedBy: readonly string[];
}

/** One object for all: what is there once is sent once. */
const nobody: readonly string[] = [];

export function storedSummaryOf(record: CallRecord): StoredSummary {
  const { request, response, usage } = record;
  return {
    callId: record.callId,
    source: record.source?.kind ?? 'gateway',
    traceId: record.traceId,
    startedAt: record.startedAt,
    api: record.api,
    operation: record.operation,
    provider: record.provider,
    upstream: record.upstream,
    requestedModel: record.requestedModel,
    finalModel: record.finalModel,
    stream: record.stream,
    status: record.status,
    errorType: record.errorType,
    durationMs: record.durationMs,
    userHash: record.userHash,
    sessionId: record.sessionId,
    sampled: record.sampling.sampled,
    errorGroup: callError(record)?.fingerprint ?? null,
    chunkGaps: chunkGapsOf(record.chunks),
    policyRuns: policyRunsOf(record),
    requestChanges: request.changes,
    responseChanges: response?.changes ?? 0,
    requestChangedBy: changersOf(request, record),
    responseChangedBy: changersOf(response, record),
    ...costFigures(record.cost),
    ...usage,
  };
}

function costFigures(cost: CallRecord['cost']): Pick<StoredSummary, 'costUsd' | 'costExact' | 'costUnknown'> {
  if (cost?.usd == null) return { costUsd: null, costExact: false, costUnknown: cost?.unknown ?? null };
  return { costUsd: Number(cost.usd), costExact: cost.exact, costUnknown: null };
}

/** Of a call that is stored in part, or without bodies, nothing was compared: its policies may have changed either direction. */
function changersOf(direction: RecordedDirection | null, record: CallRecord): readonly string[] {
  if (!direction?.changed) return nobody;
  const isCompared = record.partial === null && record.captureMode !== 'metadata';
  const changers = isCompared ? changedBy([direction]) : record.changedBy;
  return changers.length === 0 ? nobody : changers;
}
