import { noUsage, usageOf } from '@lens/core/formats';
import type { Body } from '../body/body';
import type { Exchange } from '../exchange';
import type { StreamPart } from '../frames';
import { noFacts } from '../facts/answerFacts';
import { modelOf } from '../facts/tellerOf';
import type { RecordedCall } from '../recordedCall';
import { samplingOf } from '../sampling/sampling';
import type { CallRecord, RecordedDirection, StreamChunks } from './callRecord';
import { changedBy } from './changedBy';
import { costOfFacts } from './costOfCall';
import { ending } from './ending';
import { withDefaults, type RecordSettings } from './recordSettings';
import { streamSide } from './streamSide';

/** The record of a call whose bodies are not kept: what the gateway told of them stands for what is read off others. */
export function metadataRecord(recorded: RecordedCall, settings: RecordSettings): CallRecord {
  const { sampling, prices } = withDefaults(settings);
  const { start, parts, end } = recorded;
  const stream = streamOf(parts);
  const streamed = stream !== null || (end?.streamed ?? false);
  const { teller, finishReason, firstTokenMs } = end?.facts ?? noFacts;
  const { status, errorType, errorMessage } = end ?? lostEnd;
  const answer = end?.response ?? (streamed ? nothingKept : null);
  const at = end?.durationMs ?? stream?.seen.at.at(-1) ?? 0;
  const told = {
    ...start,
    ...ending(recorded, { status, errorType, errorMessage, finishReason }),
    request: untold(start.request, 0),
    response: answer && untold(answer, at, stream?.bytes),
  };
  return {
    ...told,
    sampling: samplingOf(told, sampling),
    stream: start.stream || streamed,
    chunks: streamed ? chunksOf(stream, firstTokenMs) : null,
    responseModel: modelOf(start, teller),
    usage: teller === null ? noUsage : usageOf(teller),
    cost: costOfFacts(recorded, prices),
    changedBy: changedBy([], [start.request, answer]),
    partial: null,
  };
}

const lostEnd = { status: 'interrupted' as const, errorType: null, errorMessage: null };

type Stream = NonNullable<ReturnType<typeof streamOf>>;

/** Its parts have the chunks' times and sizes, and none of their bytes. */
function streamOf(parts: StreamPart[]) {
  const upstream = streamSide(parts, 'upstream');
  const client = streamSide(parts, 'client');
  const seen = client ?? upstream;
  return seen && { upstream, client, seen, bytes: seen.lengths.reduce((sum, length) => sum + length, 0) };
}

function chunksOf(stream: Stream | null, firstTokenMs: number | null): StreamChunks {
  const { upstream = null, client = null } = stream ?? {};
  return { upstream, client, firstByteMs: stream?.seen.at[0] ?? null, firstTokenMs };
}

const nothingKept: Exchange = { original: Buffer.alloc(0), final: null, steps: [], contentType: null };

/** That a body changed counts as one change. Where it did, nobody is told what policies did to it. */
function untold({ withheld }: Exchange, at: number, bytes = withheld?.bytes ?? 0): RecordedDirection {
  const changed = withheld?.changed ?? false;
  return {
    original: notKept,
    final: changed ? notKept : null,
    changed,
    changes: Number(changed),
    summary: changed ? 'the bodies are not kept' : null,
    steps: changed ? null : [],
    bytes,
    at,
  };
}

const notKept: Body = {
  raw: Buffer.alloc(0),
  json: { lens_note: 'Not kept: the capture mode of this call is metadata.' },
  kind: 'text',
};
