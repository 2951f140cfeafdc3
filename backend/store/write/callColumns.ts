import type { CallRow } from '../rows';
import { listValue, textList, type Column, type ColumnValue } from './columns';
import { jsonbText } from './jsonbText';
import { searchWords } from '../search/searchWords';
import { countValue, durationValue, indexedText, textValue } from './values';

function text(name: string, value: (call: CallRow) => string | null): Column<CallRow> {
  return { name, type: 'text', value: (call) => textValue(value(call)) };
}

function indexed(name: string, value: (call: CallRow) => string | null): Column<CallRow> {
  return { name, type: 'text', value: (call) => indexedText(value(call)) };
}

function count(name: string, value: (call: CallRow) => number | null): Column<CallRow> {
  return { name, type: 'bigint', value: (call) => countValue(value(call)) };
}

function duration(name: string, value: (call: CallRow) => number | null): Column<CallRow> {
  return { name, type: 'double precision', value: (call) => durationValue(value(call)) };
}

function column(name: string, type: string, value: (call: CallRow) => ColumnValue): Column<CallRow> {
  return { name, type, value };
}

/** Each column of `conversation_calls` and where it comes from. */
export const callColumns: Column<CallRow>[] = [
  text('call_id', (call) => call.callId),
  column('started_at', 'timestamptz', (call) => call.startedAt),
  text('trace_id', (call) => call.traceId),
  text('span_id', (call) => call.spanId),
  text('parent_span_id', (call) => call.parentSpanId),
  text('provider', (call) => call.provider),
  text('upstream', (call) => call.upstream),
  text('api', (call) => call.api),
  text('operation', (call) => call.operation),
  text('method', (call) => call.method),
  text('endpoint', (call) => call.endpoint),
  indexed('requested_model', (call) => call.requestedModel),
  indexed('final_model', (call) => call.finalModel),
  column('stream', 'boolean', (call) => call.stream),
  text('capture_mode', (call) => call.captureMode),
  text('status', (call) => call.status),
  text('error_type', (call) => call.errorType),
  text('error_message', (call) => call.errorMessage),
  column('http_status', 'integer', (call) => call.httpStatus),
  column('upstream_status', 'integer', (call) => call.upstreamStatus),
  text('finish_reason', (call) => call.finishReason),
  { name: 'policies', ...textList, value: (call) => listValue(call.policies) },
  { name: 'changed_by', ...textList, value: (call) => listValue(call.changedBy) },
  column('request_changed', 'boolean', (call) => call.requestChanged),
  column('response_changed', 'boolean', (call) => call.responseChanged),
  column('request_changes', 'integer', (call) => call.requestChanges),
  column('response_changes', 'integer', (call) => call.responseChanges),
  text('request_summary', (call) => call.requestSummary),
  text('response_summary', (call) => call.responseSummary),
  column('policy_events', 'integer', (call) => call.policyEvents),
  count('input_tokens', (call) => call.inputTokens),
  count('output_tokens', (call) => call.outputTokens),
  count('cache_read_tokens', (call) => call.cacheReadTokens),
  count('cache_write_tokens', (call) => call.cacheWriteTokens),
  count('cache_write_5m_tokens', (call) => call.cacheWrite5mTokens),
  count('cache_write_1h_tokens', (call) => call.cacheWrite1hTokens),
  count('reasoning_tokens', (call) => call.reasoningTokens),
  text('service_tier', (call) => call.serviceTier),
  duration('duration_ms', (call) => call.durationMs),
  duration('first_byte_ms', (call) => call.firstByteMs),
  duration('first_token_ms', (call) => call.firstTokenMs),
  count('request_bytes', (call) => call.requestBytes),
  count('response_bytes', (call) => call.responseBytes),
  text('session_id', (call) => call.sessionId),
  text('user_hash', (call) => call.userHash),
  text('parent_call_id', (call) => call.parentCallId),
  indexed('provider_request_id', (call) => call.providerRequestId),
  column('request_headers', 'jsonb', (call) => jsonbText(call.requestHeaders)),
  column('response_headers', 'jsonb', (call) => jsonbText(call.responseHeaders)),
  column('timings', 'jsonb', (call) => jsonbText(call.timings)),
  column('upstream_chunks', 'bytea', (call) => call.upstreamChunks),
  column('client_chunks', 'bytea', (call) => call.clientChunks),
  {
    name: 'search',
    type: 'text',
    expression: 'array_to_tsvector(p::text[])',
    value: (call) => listValue(searchWords(call.searchText)),
  },
];
