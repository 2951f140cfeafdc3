import { billedOf, noUsage, tellsTokens, usageEventOf, usageOf, withLastUsage } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import { isUuid, uuidOf } from '../../uuid';
import type { Body } from '../body/body';
import { readBody } from '../body/readBody';
import { readStream } from '../body/readStream';
import type { CallEnd } from '../frames';
import { outcomeOf, type Outcome } from '../outcome';
import type { PolicyEvent } from '../policyEvent';
import type { RecordedCall } from '../recordedCall';
import { samplingOf } from '../sampling/sampling';
import { callSpans } from '../span/callSpans';
import { answerSeen } from './answerSeen';
import type { CallRecord, RecordedDirection, StreamChunks } from './callRecord';
import { changedBy } from './changedBy';
import { compare, type Direction } from './compare';
import { costOfCall } from './costOfCall';
import { firstTokenMs } from './firstToken';
import { withDefaults, type RecordSettings } from './recordSettings';
import { responseOf, type Response } from './responseOf';

/** Makes the record of a call of its frames. Pure: the same frames and settings always give the same record. */
export function callRecordOf(recorded: RecordedCall, settings: RecordSettings = {}): CallRecord {
  const { sampling, prices } = withDefaults(settings);
  const { start, end } = recorded;
  const answer = responseOf(recorded);
  const request = compared(requestOf(recorded), readBody, 0);
  const response = answer && compared(answer, (raw) => readAs(answer, recorded, raw), answeredAt(end, answer));
  const reported = end ?? { status: 'interrupted', errorType: null, errorMessage: null };
  const outcome = outcomeOf(reported, answerSeen(recorded, answer));
  const told = { ...start, ...ending(recorded, outcome), request, response };
  const teller = tellerOf(answer);
  return {
    ...told,
    sampling: samplingOf(told, sampling),
    stream: start.stream || (end?.streamed ?? false),
    chunks: answer?.stream ? chunksOf(answer.stream) : null,
    responseModel: modelOf(start, teller),
    usage: teller === null ? noUsage : usageOf(teller),
    cost: prices && costOfCall(prices, { recorded, outcome, request, response: answer, teller }),
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

/** Who tells the tokens of a call. They are the provider's: what it billed, whatever a policy made of its answer. */
function tellerOf(response: Response | null): JsonObject | null {
  if (response === null) return null;
  const { original, stream } = response;
  const body = isObject(original.json) ? original.json : null;
  if (stream === null) return body;
  if (body !== null && tellsTokens(usageOf(body))) return withLastUsage(body, stream.upstream.bytes);
  // In an event that is no part of the rebuilt answer, or of a stream that is not rebuilt.
  const event = usageEventOf(original.raw);
  const tier = body === null ? null : usageOf(body).serviceTier;
  return event === null || tier === null ? (event ?? body) : { ...event, service_tier: tier };
}

/** Of answers that have no model in them `model` may be anything. */
function modelOf({ operation }: RecordedCall['start'], teller: JsonObject | null): string | null {
  return teller === null || (operation === 'passthrough' && !tellsTokens(usageOf(teller)))
    ? null
    : billedOf(teller).model;
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
