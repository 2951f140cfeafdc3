import { noUsage, tellsTokens, usageOf, usageOfStream } from '@lens/core/formats';
import { isObject } from '@lens/core/json';
import { isUuid, uuidOf } from '../../uuid';
import type { Body } from '../body/body';
import { readBody } from '../body/readBody';
import { readStream } from '../body/readStream';
import type { CallEnd } from '../frames';
import { outcomeOf, type Outcome } from '../outcome';
import type { PolicyEvent } from '../policyEvent';
import type { RecordedCall } from '../recordedCall';
import { keepAll, samplingOf, type SamplingSettings } from '../sampling/sampling';
import { callSpans } from '../span/callSpans';
import { answerSeen } from './answerSeen';
import type { CallRecord, RecordedDirection, StreamChunks } from './callRecord';
import { changedBy } from './changedBy';
import { compare, type Direction } from './compare';
import { firstTokenMs } from './firstToken';
import { responseOf, type Response } from './responseOf';

/** Makes the record of a call of its frames. Pure: the same frames always give the same record. */
export function callRecordOf(recorded: RecordedCall, sampling: SamplingSettings = keepAll): CallRecord {
  const { start, end } = recorded;
  const answer = responseOf(recorded);
  const request = compared(requestOf(recorded), readBody, 0);
  const response = answer && compared(answer, (raw) => readAs(answer, recorded, raw), answeredAt(end, answer));
  const reported = end ?? { status: 'interrupted', errorType: null, errorMessage: null };
  const told = { ...start, ...ending(recorded, outcomeOf(reported, answerSeen(recorded, answer))), request, response };
  return {
    ...told,
    sampling: samplingOf(told, sampling),
    stream: start.stream || (end?.streamed ?? false),
    chunks: answer?.stream ? chunksOf(answer.stream) : null,
    usage: usage(answer),
    changedBy: changedBy([request, response]),
    partial: null,
  };
}

/** What the frames tell without a look at any body. */
export function ending({ start, end }: RecordedCall, outcome: Outcome) {
  const events = recordedEvents(start.callId, [...start.events, ...(end?.events ?? [])]);
  const timings = failedAs(outcome, end?.timings ?? []);
  const responseHeaders = end?.headers ?? {};
  return {
    ...outcome,
    httpStatus: end?.httpStatus ?? null,
    upstreamStatus: end?.upstreamStatus ?? null,
    durationMs: end?.durationMs ?? null,
    responseHeaders,
    providerRequestId: responseHeaders['x-request-id'] ?? responseHeaders['request-id'] ?? null,
    events,
    timings,
    spans: callSpans({ ...start, timings }, events),
  };
}

/** The root span failed as the call did: who read the whole answer may know more than the gateway that timed it. */
function failedAs({ status, errorType }: Outcome, [root, ...others]: CallEnd['timings']): CallEnd['timings'] {
  if (!root) return [];
  const { error: _, ...timed } = root;
  return [status === 'complete' ? timed : { ...timed, error: errorType ?? status }, ...others];
}

function requestOf({ start }: RecordedCall): Direction {
  const { original, final, steps } = start.request;
  // Sent nowhere, and by no policy's doing: there is nothing that it was changed to.
  const behind = final?.length === 0 && steps.length === 0;
  return { original: readBody(original), final: final && readBody(final), steps, behind };
}

function compared(direction: Direction, read: (raw: Uint8Array) => Body, at: number): RecordedDirection {
  const { original, final } = direction;
  return { original, final, ...compare(direction, read), bytes: (final ?? original).raw.length, at };
}

function readAs(response: Response, { start }: RecordedCall, raw: Uint8Array): Body {
  return response.stream ? readStream(start.api, raw) : readBody(raw);
}

function answeredAt(end: RecordedCall['end'], { stream }: Response): number {
  return end?.durationMs ?? stream?.upstream.at.at(-1) ?? 0;
}

/** Tokens are the provider's: what it billed, whatever a policy made of its answer. */
function usage(response: Response | null): CallRecord['usage'] {
  if (response === null) return noUsage;
  const { original, stream } = response;
  const told = isObject(original.json) ? usageOf(original.json) : noUsage;
  if (stream === null || tellsTokens(told)) return told;
  // In an event that is no part of the rebuilt answer, or of a stream that is not rebuilt.
  return { ...usageOfStream(original.raw), ...(told.serviceTier !== null && { serviceTier: told.serviceTier }) };
}

/** Stream times, as the client saw them. */
function chunksOf({ upstream, client, final }: NonNullable<Response['stream']>): StreamChunks {
  const seen = client ?? upstream;
  return { upstream, client, firstByteMs: seen.at[0] ?? null, firstTokenMs: firstTokenMs(seen, final) };
}

/** What was said of a call, in the order of time, each event with an id of its own among all calls. */
function recordedEvents(callId: string, events: readonly PolicyEvent[]): PolicyEvent[] {
  const named = events.map((event) =>
    isUuid(event.id) ? event : { ...event, id: uuidOf(callId, `policy:${event.id}`, 0) },
  );
  return named.sort((a, b) => a.at - b.at);
}
