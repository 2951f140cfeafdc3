import type { Timing } from '../../call';
import type { CallRow } from '../rows';

/** What lists show of a call. */
export type ListedCall = Omit<
  CallRow,
  'requestHeaders' | 'responseHeaders' | 'timings' | 'upstreamChunks' | 'clientChunks' | 'searchText'
>;

/** A call as it is stored; the search words are only an index. */
export type StoredCall = Omit<CallRow, 'searchText'>;

/** What `pg` gives for {@link listedColumns}: bigints as text. */
export interface ListedRecord {
  call_id: string;
  started_at: Date;
  trace_id: string;
  span_id: string;
  parent_span_id: string | null;
  provider: string;
  upstream: string;
  api: string;
  operation: CallRow['operation'];
  method: string;
  endpoint: string;
  requested_model: string | null;
  final_model: string | null;
  stream: boolean;
  capture_mode: CallRow['captureMode'];
  status: CallRow['status'];
  error_type: string | null;
  error_message: string | null;
  http_status: number | null;
  upstream_status: number | null;
  finish_reason: string | null;
  policies: string[];
  changed_by: string[];
  request_changed: boolean;
  response_changed: boolean;
  request_changes: number;
  response_changes: number;
  request_summary: string | null;
  response_summary: string | null;
  policy_events: number;
  input_tokens: string | null;
  output_tokens: string | null;
  cache_read_tokens: string | null;
  cache_write_tokens: string | null;
  cache_write_5m_tokens: string | null;
  cache_write_1h_tokens: string | null;
  reasoning_tokens: string | null;
  service_tier: string | null;
  duration_ms: number | null;
  first_byte_ms: number | null;
  first_token_ms: number | null;
  request_bytes: string;
  response_bytes: string | null;
  session_id: string | null;
  user_hash: string | null;
  parent_call_id: string | null;
  provider_request_id: string | null;
}

export interface StoredRecord extends ListedRecord {
  request_headers: Record<string, string>;
  response_headers: Record<string, string>;
  timings: Timing[];
  upstream_chunks: Buffer | null;
  client_chunks: Buffer | null;
}

export const listedColumns = `
  call_id, started_at, trace_id, span_id, parent_span_id, provider, upstream, api, operation, method, endpoint,
  requested_model, final_model, stream, capture_mode, status, error_type, error_message, http_status, upstream_status, finish_reason,
  policies, changed_by, request_changed, response_changed, request_changes, response_changes, request_summary,
  response_summary, policy_events, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
  cache_write_5m_tokens, cache_write_1h_tokens, reasoning_tokens, service_tier, duration_ms, first_byte_ms, first_token_ms, request_bytes, response_bytes, session_id, user_hash,
  parent_call_id, provider_request_id`;

export const storedColumns = `${listedColumns}, request_headers, response_headers, timings, upstream_chunks, client_chunks`;

export function toListedCall(record: ListedRecord): ListedCall {
  return {
    callId: record.call_id,
    startedAt: record.started_at,
    traceId: record.trace_id,
    spanId: record.span_id,
    parentSpanId: record.parent_span_id,
    provider: record.provider,
    upstream: record.upstream,
    api: record.api,
    operation: record.operation,
    method: record.method,
    endpoint: record.endpoint,
    requestedModel: record.requested_model,
    finalModel: record.final_model,
    stream: record.stream,
    captureMode: record.capture_mode,
    status: record.status,
    errorType: record.error_type,
    errorMessage: record.error_message,
    httpStatus: record.http_status,
    upstreamStatus: record.upstream_status,
    finishReason: record.finish_reason,
    policies: record.policies,
    changedBy: record.changed_by,
    requestChanged: record.request_changed,
    responseChanged: record.response_changed,
    requestChanges: record.request_changes,
    responseChanges: record.response_changes,
    requestSummary: record.request_summary,
    responseSummary: record.response_summary,
    policyEvents: record.policy_events,
    inputTokens: countOf(record.input_tokens),
    outputTokens: countOf(record.output_tokens),
    cacheReadTokens: countOf(record.cache_read_tokens),
    cacheWriteTokens: countOf(record.cache_write_tokens),
    cacheWrite5mTokens: countOf(record.cache_write_5m_tokens),
    cacheWrite1hTokens: countOf(record.cache_write_1h_tokens),
    reasoningTokens: countOf(record.reasoning_tokens),
    serviceTier: record.service_tier,
    durationMs: record.duration_ms,
    firstByteMs: record.first_byte_ms,
    firstTokenMs: record.first_token_ms,
    requestBytes: Number(record.request_bytes),
    responseBytes: countOf(record.response_bytes),
    sessionId: record.session_id,
    userHash: record.user_hash,
    parentCallId: record.parent_call_id,
    providerRequestId: record.provider_request_id,
  };
}

export function toStoredCall(record: StoredRecord): StoredCall {
  return {
    ...toListedCall(record),
    requestHeaders: record.request_headers,
    responseHeaders: record.response_headers,
    timings: record.timings,
    upstreamChunks: record.upstream_chunks,
    clientChunks: record.client_chunks,
  };
}

/** Only whole numbers that JavaScript can hold are written. */
function countOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
