import { packChunkTimes } from '@lens/core/waterfall';
import type { CallRecord, RecordedDirection, StreamSide } from '../../call';
import type { CallRow, EventRow } from '../rows';
import { searchText } from '../search/searchText';
import { eventRows } from './eventRows';

/** What the store keeps of a call. */
export interface CallRows {
  call: CallRow;
  events: EventRow[];
}

/** Makes the rows of a call of its record. */
export function toRows(record: CallRecord): CallRows {
  return { call: callRow(record), events: eventRows(record) };
}

function callRow(record: CallRecord): CallRow {
  const { request, response, chunks } = record;
  return {
    ...identity(record),
    ...ending(record),
    ...record.usage,
    changedBy: record.changedBy,
    requestChanged: request.changed,
    requestChanges: request.changes,
    requestSummary: request.summary,
    requestBytes: request.bytes,
    responseChanged: response?.changed ?? false,
    responseChanges: response?.changes ?? 0,
    responseSummary: response?.summary ?? null,
    responseBytes: response?.bytes ?? null,
    firstByteMs: chunks?.firstByteMs ?? null,
    firstTokenMs: chunks?.firstTokenMs ?? null,
    upstreamChunks: packed(chunks?.upstream),
    clientChunks: packed(chunks?.client),
    // Bodies that were not read have no words.
    searchText: record.partial ? '' : searchText(finalJson(response), finalJson(request)),
  };
}

function identity(record: CallRecord) {
  return {
    callId: record.callId,
    startedAt: new Date(record.startedAt),
    traceId: record.traceId,
    spanId: record.spanId,
    parentSpanId: record.parentSpanId,
    provider: record.provider,
    upstream: record.upstream,
    api: record.api,
    operation: record.operation,
    method: record.method,
    endpoint: record.endpoint,
    requestedModel: record.requestedModel,
    finalModel: record.finalModel,
    stream: record.stream,
    captureMode: record.captureMode,
    policies: record.policies,
    sessionId: record.sessionId,
    userHash: record.userHash,
    parentCallId: record.parentCallId,
    requestHeaders: record.headers,
  };
}

function ending(record: CallRecord) {
  return {
    status: record.status,
    errorType: record.errorType,
    errorMessage: record.errorMessage,
    httpStatus: record.httpStatus,
    upstreamStatus: record.upstreamStatus,
    finishReason: record.finishReason,
    durationMs: record.durationMs,
    providerRequestId: record.providerRequestId,
    responseHeaders: record.responseHeaders,
    policyEvents: record.events.length,
    timings: record.timings,
  };
}

function packed(side: StreamSide | null | undefined): Uint8Array | null {
  return side ? packChunkTimes({ at: side.at, bytes: side.lengths }) : null;
}

function finalJson(direction: RecordedDirection | null) {
  return direction ? (direction.final ?? direction.original).json : null;
}
