import { finishReasonOf, usageOf, type Usage } from '@lens/core/formats';
import { isObject } from '@lens/core/json';
import { packChunkTimes } from '@lens/core/waterfall';
import type { CallRow, EventRow } from '../../store/rows';
import { compare, type Comparison, type Direction } from './compare';
import { eventRows } from './eventRows';
import { firstTokenMs } from './firstToken';
import { readBody, type Body } from './readBody';
import { readStream } from './readStream';
import type { RecordedCall } from '../../call';
import { responseOf, type Response } from './responseOf';
import { searchText } from './searchText';
import { statusOf } from './statusOf';
import type { StreamSide } from './streamParts';

export interface CallRows {
  call: CallRow;
  events: EventRow[];
}

/** Turns the frames of a call into the rows it is stored as. Pure: the same frames always give the same rows. */
export function toRows(recorded: RecordedCall): CallRows {
  const { start, end } = recorded;
  const request = requestOf(recorded);
  const response = responseOf(recorded);
  const asked = compare(request, readBody);
  const answered = response && compare(response, (raw) => readAs(response, recorded, raw));
  const policyEvents = [...start.events, ...(end?.events ?? [])];
  const call: CallRow = {
    ...identity(recorded),
    ...statusOf(recorded, response),
    ...changes(asked, answered),
    ...tokens(recorded, response),
    ...times(response),
    policyEvents: policyEvents.length,
    ...ending(end),
    requestBytes: request.original.raw.length,
    responseBytes: response ? (response.final ?? response.original).raw.length : null,
    searchText: searchText(finalJson(response), finalJson(request)),
  };
  const at = end?.durationMs ?? response?.stream?.upstream.at.at(-1) ?? 0;
  const described = response && answered && { described: { ...response, comparison: answered }, at };
  return { call, events: eventRows(start, { ...request, comparison: asked }, policyEvents, described) };
}

function requestOf({ start }: RecordedCall): Direction {
  const { original, final, steps } = start.request;
  // Sent nowhere, and by no policy's doing: there is nothing that it was changed to.
  const behind = final?.length === 0 && steps.length === 0;
  return { original: readBody(original), final: final && readBody(final), steps, behind };
}

function readAs(response: Response, { start }: RecordedCall, raw: Uint8Array): Body {
  return response.stream ? readStream(start.api, raw) : readBody(raw);
}

function finalJson(side: Direction | null) {
  return side ? (side.final ?? side.original).json : null;
}

export function identity({ start, end }: RecordedCall) {
  return {
    callId: start.callId,
    startedAt: new Date(start.startedAt),
    traceId: start.traceId,
    spanId: start.spanId,
    parentSpanId: start.parentSpanId,
    provider: start.provider,
    upstream: start.upstream,
    api: start.api,
    operation: start.operation,
    method: start.method,
    endpoint: start.endpoint,
    requestedModel: start.requestedModel,
    finalModel: start.finalModel,
    stream: start.stream || (end?.streamed ?? false),
    policies: start.policies,
    sessionId: start.sessionId,
    userHash: start.userHash,
    parentCallId: start.parentCallId,
    requestHeaders: start.headers,
  };
}

export function ending(end: RecordedCall['end']) {
  const headers = end?.headers ?? {};
  return {
    httpStatus: end?.httpStatus ?? null,
    upstreamStatus: end?.upstreamStatus ?? null,
    durationMs: end?.durationMs ?? null,
    providerRequestId: headers['x-request-id'] ?? headers['request-id'] ?? null,
    responseHeaders: headers,
    timings: end?.timings ?? [],
  };
}

function changes(request: Comparison, response: Comparison | null) {
  const changedBy = new Set<string>();
  for (const { policy, delta } of [...(request.steps ?? []), ...(response?.steps ?? [])]) {
    if (delta.kind !== 'same') changedBy.add(policy);
  }
  return {
    changedBy: [...changedBy],
    requestChanged: request.changed,
    requestChanges: request.changes,
    requestSummary: request.summary,
    responseChanged: response?.changed ?? false,
    responseChanges: response?.changes ?? 0,
    responseSummary: response?.summary ?? null,
  };
}

export const noTokens: Usage = {
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

/** Tokens and finish reason are the provider's: what it billed, and why it stopped, whatever a policy made of it. */
function tokens({ start }: RecordedCall, response: Response | null): Usage & Pick<CallRow, 'finishReason'> {
  const body = response?.original.json;
  if (!isObject(body)) return { ...noTokens, finishReason: null };
  return { ...usageOf(start.api, body), finishReason: finishReasonOf(start.api, body) };
}

/** Stream times, as the client saw them. A whole response has none. */
function times(response: Response | null) {
  const stream = response?.stream;
  if (!stream) return { firstByteMs: null, firstTokenMs: null, upstreamChunks: null, clientChunks: null };
  const seen = stream.client ?? stream.upstream;
  return { ...chunkTimes(stream.upstream, stream.client), firstTokenMs: firstTokenMs(seen, stream.final) };
}

/** When the chunks of each side came; a side that is not there has none. */
export function chunkTimes(upstream: StreamSide | null, client: StreamSide | null) {
  const pack = (side: StreamSide) => packChunkTimes({ at: side.at, bytes: side.lengths });
  return {
    firstByteMs: (client ?? upstream)?.at[0] ?? null,
    upstreamChunks: upstream && pack(upstream),
    clientChunks: client && pack(client),
  };
}
