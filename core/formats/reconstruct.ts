import { createAnthropicAccumulator } from './anthropic/accumulator';
import { isObject, parseJson, type JsonObject } from '../json';
import { endsStream } from './endsStream';
import { errorOf } from './errors';
import { parseBounded } from './jsonText/parseBounded';
import { createOpenAiAccumulator } from './openai/accumulator';
import { createStreamDecoder, framingOf } from './sse';
import type { Reading } from './reading';
import { TextRun } from './textRun';
import type { Api, Reconstruction, SseEvent } from './types';

export interface ReconstructOptions {
  /**
   * Anthropic only: accumulate as `client.beta.messages.stream` does (the default), which keeps what belongs to beta
   * features, or as `client.messages.stream`, which leaves that out.
   */
  beta?: boolean;
}

/** What of a stream of millions of events that mean nothing can be kept. */
const maxUnknown = 1000;

/** After so many runs without a second event no more are looked for: events of several choices take turns. */
const mostLonelyRuns = 8;

/** Bytes that are cut into events at a time: those of a whole stream may be more than there is memory for. */
const sliceBytes = 64 * 1024;

export interface Reconstructor {
  push(event: SseEvent): void;
  /** What the events so far amount to. A later push may still change parts of a result given before. */
  result(): Reconstruction;
}

/**
 * Rebuilds the response that a stream carries, event by event, as the official SDK's accumulator does; where the SDK
 * would throw (a cut stream, a missing finish reason, an index out of range) it gives what arrived. See
 * `docs/decisions/0004-stream-reconstruction.md` for the few places that differ from the SDK on purpose.
 */
export function createReconstructor(api: Api, options: ReconstructOptions = {}): Reconstructor {
  const accumulator = api === 'openai' ? createOpenAiAccumulator() : createAnthropicAccumulator(options.beta ?? true);
  const unknown: Reconstruction['unknown'] = [];
  let eventCount = 0;
  let complete = false;
  let error: Reconstruction['error'] = null;
  let firstTokenIndex: number | null = null;
  let run: TextRun | null = null;
  let lonelyRuns = 0;

  /** Takes in what the events of a run said. */
  function settle(): void {
    const rest = run?.rest() ?? null;
    if (run !== null && rest !== null) accumulator.add(run.event, rest);
  }

  function endRun(): void {
    settle();
    if (run?.hasMore === false) lonelyRuns += 1;
    run = null;
  }

  function read(event: SseEvent, index: number): void {
    if (event.blank || event.event === 'ping') return;
    if (run?.takes(event)) {
      if (run.isFull) settle();
      return;
    }
    endRun();
    if (endsStream(api, event)) {
      complete = true;
      return;
    }
    if (event.data === '' && !complete) return;
    const data = parseBounded(event.data, parseJson) ?? event.data;
    const reading: Reading = complete ? { unknown: true } : accumulator.add(event, data);
    error ??= reading.error ?? null;
    if (reading.unknown && unknown.length < maxUnknown) unknown.push({ index, event: event.event, data });
    if (!reading.token) return;
    firstTokenIndex ??= index;
    if (lonelyRuns < mostLonelyRuns) run = TextRun.from(api, event, data);
  }

  return {
    push(event) {
      read(event, eventCount);
      eventCount += 1;
    },
    result() {
      settle();
      return { body: accumulator.body(), complete, error, unknown: [...unknown], eventCount, firstTokenIndex };
    },
  };
}

/** {@link createReconstructor} over events that are all there. */
export function reconstruct(api: Api, events: Iterable<SseEvent>, options?: ReconstructOptions): Reconstruction {
  const reconstructor = createReconstructor(api, options);
  for (const event of events) reconstructor.push(event);
  return reconstructor.result();
}

/** {@link createReconstructor} over the bytes of a stream, or of what arrived of it. */
export function reconstructBytes(api: Api, bytes: Uint8Array, options?: ReconstructOptions): Reconstruction {
  const events = eventsOf(bytes);
  return framingOf(bytes) === 'json' ? reconstructJson(api, [...events], options) : reconstruct(api, events, options);
}

/** The events of a stream that is all there. */
export function* eventsOf(bytes: Uint8Array): Iterable<SseEvent> {
  const decoder = createStreamDecoder({ maxEventBytes: Infinity });
  for (let at = 0; at < bytes.length; at += sliceBytes) yield* decoder.push(bytes.subarray(at, at + sliceBytes));
  yield* decoder.end();
}

/** JSON objects have no last event: they are complete when the last of them is. */
function reconstructJson(api: Api, events: SseEvent[], options?: ReconstructOptions): Reconstruction {
  const result = wholeAnswer(api, events) ?? reconstruct(api, events, options);
  return { ...result, complete: result.complete || events.at(-1)?.unfinished !== true };
}

/** One JSON object, where events were asked for, is the answer itself. */
function wholeAnswer(api: Api, events: SseEvent[]): Reconstruction | null {
  const [event, ...more] = events.filter(({ blank }) => !blank);
  if (event?.bare !== true || more.length > 0) return null;
  const body = parseBounded(event.data, parseJson);
  if (!isObject(body) || isStreamPiece(api, body)) return null;
  const error = errorOf(api, body);
  return { body, complete: false, error, unknown: [], eventCount: events.length, firstTokenIndex: null };
}

/** Whether an object that stands where events were asked for is one of them, and not the whole answer. */
export function isStreamPiece(api: Api, { type, choices }: JsonObject): boolean {
  if (api === 'anthropic') return type !== 'message' && type !== 'error';
  return Array.isArray(choices) && choices.some((choice) => isObject(choice) && choice['delta'] !== undefined);
}
