import { noUsage, tellsTokens, usageOf } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import type { Body } from '../body/body';
import { readBody } from '../body/readBody';
import { readStream } from '../body/readStream';
import { modelOf, tellerOf } from '../facts/tellerOf';
import { outcomeOf } from '../outcome';
import type { RecordedCall } from '../recordedCall';
import { samplingOf } from '../sampling/sampling';
import { answerSeen } from './answerSeen';
import type { CallRecord, RecordedDirection, StreamChunks } from './callRecord';
import { changedBy } from './changedBy';
import { compare, type ReadExchange } from './compare';
import { costOfCall } from './costOfCall';
import { ending } from './ending';
import { firstTokenMs } from './firstToken';
import { metadataRecord } from './metadataRecord';
import { withDefaults, type RecordSettings } from './recordSettings';
import { responseOf, type Response } from './responseOf';

/** Makes the record of a call of its frames. Pure: the same frames and settings always give the same record. */
export function callRecordOf(recorded: RecordedCall, settings: RecordSettings = {}): CallRecord {
  return recorded.start.captureMode === 'metadata'
    ? metadataRecord(recorded, settings)
    : recordOfBodies(recorded, settings);
}

function recordOfBodies(recorded: RecordedCall, settings: RecordSettings): CallRecord {
  const { sampling, prices } = withDefaults(settings);
  const { start, end } = recorded;
  const answer = responseOf(recorded);
  const request = compared(requestOf(recorded), readBody, 0);
  const response = answer && compared(answer, (raw) => readAs(answer, recorded, raw), answeredAt(end, answer));
  const reported = end ?? { status: 'interrupted', errorType: null, errorMessage: null };
  const seen = outcomeOf(reported, answerSeen(recorded, answer));
  const outcome = { ...seen, finishReason: seen.finishReason ?? end?.facts?.finishReason ?? null };
  const told = { ...start, ...ending(recorded, outcome), request, response };
  const teller = withTold(answer && tellerOf(objectIn(answer.original), answer.stream?.upstream.bytes ?? null), end);
  return {
    ...told,
    sampling: samplingOf(told, sampling),
    stream: start.stream || (end?.streamed ?? false),
    chunks: answer?.stream ? chunksOf(answer.stream) : toldChunks(end),
    responseModel: modelOf(start, teller),
    usage: teller === null ? noUsage : usageOf(teller),
    cost: prices && costOfCall(prices, { recorded, outcome, request, response: answer, teller }),
    changedBy: changedBy([request, response], [start.request, end?.response]),
    partial: null,
  };
}

function requestOf({ start }: RecordedCall): ReadExchange {
  const { original, final, steps } = start.request;
  // Sent nowhere, and by no policy's doing: there is nothing that it was changed to.
  const behind = final?.length === 0 && steps.length === 0;
  return { original: readBody(original), final: final && readBody(final), steps, behind };
}

function compared(exchange: ReadExchange, read: (raw: Uint8Array) => Body, at: number): RecordedDirection {
  const { original, final } = exchange;
  return { original, final, ...compare(exchange, read), bytes: (final ?? original).raw.length, at };
}

function readAs(response: Response, { start }: RecordedCall, raw: Uint8Array): Body {
  return response.stream ? readStream(start.api, raw) : readBody(raw);
}

function answeredAt(end: RecordedCall['end'], { stream }: Response): number {
  return end?.durationMs ?? stream?.upstream.at.at(-1) ?? 0;
}

function objectIn({ json }: Body): JsonObject | null {
  return isObject(json) ? json : null;
}

/** Stream times, as the client saw them. */
function chunksOf({ upstream, client, final }: NonNullable<Response['stream']>): StreamChunks {
  const seen = client ?? upstream;
  return { upstream, client, firstByteMs: seen.at[0] ?? null, firstTokenMs: firstTokenMs(seen, final) };
}

/** Who made a call may tell of its tokens what its answer does not, or without its answer. */
function withTold(teller: JsonObject | null, end: RecordedCall['end']): JsonObject | null {
  const told = end?.facts?.teller ?? null;
  return told !== null && (teller === null || !tellsTokens(usageOf(teller))) ? told : teller;
}

/** A stream of which only that is known when its first token was there. */
function toldChunks(end: RecordedCall['end']): StreamChunks | null {
  const firstTokenMs = end?.facts?.firstTokenMs ?? null;
  return firstTokenMs === null ? null : { upstream: null, client: null, firstByteMs: null, firstTokenMs };
}
