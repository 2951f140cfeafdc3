import type { Call } from '@lens/core/api';
import { packChunkTimes } from '@lens/core/waterfall';
import type { CallRecord, Direction, StreamSide, Timing } from '../../call';
import { requestHeaderPhrases, responseHeaderPhrases, timingPhrases } from '../write/packedJson';
import { columnOf } from './column';
import {
  boolean,
  bytes,
  count,
  decimal,
  duration,
  indexed,
  integer,
  json,
  nullable,
  packed,
  text,
  texts,
  timestamp,
  words,
} from './kinds';

const column = columnOf<CallRecord>();

/**
 * Each column of `conversation_calls`: what it is in SQL, where its value comes from, and the filter that asks for it.
 * Everything else about a column follows from its place here, or is held to it by the compiler or a test.
 */

/** What lists select of a call, which is what the API gives of it (`toCall`), and what decides whom it is given. */
export const listedColumns = {
  callId: column('call_id', text, ({ callId }) => callId),
  startedAt: column('started_at', timestamp, ({ startedAt }) => new Date(startedAt)),
  source: column('source', text, ({ source }) => source?.kind ?? 'gateway', { filter: 'source' }),
  sourceName: column('source_name', nullable(text), ({ source }) => source?.name ?? null),
  environment: column('environment', nullable(text), ({ environment }) => environment ?? null, {
    filter: 'environment',
  }),
  coldStart: column('cold_start', boolean, ({ coldStart }) => coldStart ?? false, { filter: 'cold' }),
  traceId: column('trace_id', text, ({ traceId }) => traceId),
  provider: column('provider', text, ({ provider }) => provider, { filter: 'provider' }),
  upstream: column('upstream', text, ({ upstream }) => upstream),
  api: column('api', text, ({ api }) => api),
  operation: column('operation', text, ({ operation }) => operation, { filter: 'operation' }),
  method: column('method', text, ({ method }) => method),
  endpoint: column('endpoint', text, ({ endpoint }) => endpoint),
  requestedModel: column('requested_model', nullable(indexed), ({ requestedModel }) => requestedModel),
  finalModel: column('final_model', nullable(indexed), ({ finalModel }) => finalModel),
  stream: column('stream', boolean, ({ stream }) => stream, { filter: 'stream' }),
  captureMode: column('capture_mode', text, ({ captureMode }) => captureMode),
  status: column('status', text, ({ status }) => status),
  errorType: column('error_type', nullable(text), ({ errorType }) => errorType),
  errorMessage: column('error_message', nullable(text), ({ errorMessage }) => errorMessage),
  httpStatus: column('http_status', nullable(integer), ({ httpStatus }) => httpStatus),
  upstreamStatus: column('upstream_status', nullable(integer), ({ upstreamStatus }) => upstreamStatus),
  finishReason: column('finish_reason', nullable(text), ({ finishReason }) => finishReason),
  policies: column('policies', texts, ({ policies }) => policies),
  changedBy: column('changed_by', texts, ({ changedBy }) => changedBy),
  requestChanged: column('request_changed', boolean, ({ request }) => request.changed),
  responseChanged: column('response_changed', boolean, ({ response }) => response?.changed ?? false),
  requestChanges: column('request_changes', integer, ({ request }) => request.changes),
  responseChanges: column('response_changes', integer, ({ response }) => response?.changes ?? 0),
  requestSummary: column('request_summary', nullable(text), ({ request }) => request.summary),
  responseSummary: column('response_summary', nullable(text), ({ response }) => response?.summary ?? null),
  policyEvents: column('policy_events', integer, ({ events }) => events.length),
  inputTokens: column('input_tokens', nullable(count), ({ usage }) => usage.inputTokens),
  outputTokens: column('output_tokens', nullable(count), ({ usage }) => usage.outputTokens),
  cacheReadTokens: column('cache_read_tokens', nullable(count), ({ usage }) => usage.cacheReadTokens),
  cacheWriteTokens: column('cache_write_tokens', nullable(count), ({ usage }) => usage.cacheWriteTokens),
  cacheWrite5mTokens: column('cache_write_5m_tokens', nullable(count), ({ usage }) => usage.cacheWrite5mTokens),
  cacheWrite1hTokens: column('cache_write_1h_tokens', nullable(count), ({ usage }) => usage.cacheWrite1hTokens),
  reasoningTokens: column('reasoning_tokens', nullable(count), ({ usage }) => usage.reasoningTokens),
  serviceTier: column('service_tier', nullable(text), ({ usage }) => usage.serviceTier),
  responseModel: column('response_model', nullable(text), ({ responseModel }) => responseModel),
  costUsd: column('cost_usd', nullable(decimal), ({ cost }) => (cost?.usd == null ? null : Number(cost.usd))),
  costBasis: column('cost_basis', nullable(text), ({ cost }) => costBasisOf(cost)),
  costUnknown: column('cost_unknown', nullable(text), ({ cost }) => (cost?.usd === null ? cost.unknown : null)),
  priceTable: column('price_table', nullable(text), ({ cost }) => cost?.table ?? null),
  durationMs: column('duration_ms', nullable(duration), ({ durationMs }) => durationMs),
  firstByteMs: column('first_byte_ms', nullable(duration), ({ chunks }) => chunks?.firstByteMs ?? null),
  firstTokenMs: column('first_token_ms', nullable(duration), ({ chunks }) => chunks?.firstTokenMs ?? null),
  requestBytes: column('request_bytes', count, ({ request }) => request.bytes),
  responseBytes: column('response_bytes', nullable(count), ({ response }) => response?.bytes ?? null),
  sessionId: column('session_id', nullable(text), ({ sessionId }) => sessionId, { filter: 'session' }),
  sessionIsRandom: column('session_is_random', boolean, ({ sessionIsRandom }) => sessionIsRandom),
  userHash: column('user_hash', nullable(text), ({ userHash }) => userHash, { filter: 'user' }),
  retryCount: column('retry_count', nullable(integer), ({ headers }) => retryCountOf(headers)),
  parentCallId: column('parent_call_id', nullable(text), ({ parentCallId }) => parentCallId),
  providerRequestId: column('provider_request_id', nullable(indexed), ({ providerRequestId }) => providerRequestId),
} satisfies Record<GivenName, { name: string }>;

/** What is read of one call: more than lists show. */
export const storedColumns = {
  ...listedColumns,
  spanId: column('span_id', text, ({ spanId }) => spanId),
  parentSpanId: column('parent_span_id', nullable(text), ({ parentSpanId }) => parentSpanId),
  sampled: column('sampled', nullable(boolean), ({ sampling }) => sampling.sampled),
  samplingReason: column('sampling_reason', nullable(text), ({ sampling }) => sampling.reason),
  requestHeaders: column(
    'packed_request_headers',
    packed('request_headers', requestHeaderPhrases),
    ({ headers }) => headers,
  ),
  responseHeaders: column(
    'packed_response_headers',
    packed('response_headers', responseHeaderPhrases),
    ({ responseHeaders }) => responseHeaders,
  ),
  timings: column('packed_timings', packed('timings', timingPhrases), ({ timings }) => timings.map(inMicroseconds)),
  costItems: column('cost_items', nullable(json), ({ cost }) => (cost?.usd == null ? null : cost.items)),
  upstreamChunks: column('upstream_chunks', nullable(bytes), ({ chunks }) => packedTimes(chunks?.upstream)),
  clientChunks: column('client_chunks', nullable(bytes), ({ chunks }) => packedTimes(chunks?.client)),
};

/** What versions before wrote beside: words are in `call_words` now, and JSON is packed. */
export const formerColumns = {
  search: column('search', nullable(words), () => null),
  jsonRequestHeaders: column('json_request_headers', nullable(json), () => null),
  jsonResponseHeaders: column('json_response_headers', nullable(json), () => null),
  jsonTimings: column('json_timings', nullable(json), () => null),
};

/** What the API names in a call: the compiler wants a column for each, and no other among those that are listed. */
type GivenName =
  | keyof Omit<Call, Direction | 'usage'>
  | 'sessionIsRandom'
  | keyof Call['usage']
  | `${Direction}${Capitalize<keyof Call['request']>}`;

function costBasisOf(cost: CallRecord['cost']): 'exact' | 'estimated' | null {
  if (cost?.usd == null) return null;
  return cost.exact ? 'exact' : 'estimated';
}

/** As the official SDKs say it of each try: from 0. */
function retryCountOf(headers: Record<string, string>): number | null {
  const said = headers['x-stainless-retry-count'] ?? '';
  return /^\d{1,6}$/.test(said) ? Number(said) : null;
}

/** What is finer is noise of the clock, of many digits. */
function inMicroseconds(timing: Timing): Timing {
  const { start, end, attributes } = timing;
  return {
    ...timing,
    start: rounded(start),
    end: rounded(end),
    ...(attributes && { attributes: Object.fromEntries(Object.entries(attributes).map(roundedTime)) }),
  };
}

type Attribute = string | number | boolean;

/** Of attributes those are times whose names say so. */
function roundedTime([name, value]: [string, Attribute]): [string, Attribute] {
  return [name, typeof value === 'number' && name.endsWith('_ms') ? rounded(value) : value];
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function packedTimes(side: StreamSide | null | undefined): Uint8Array | null {
  return side ? packChunkTimes({ at: side.at, bytes: side.lengths }) : null;
}
