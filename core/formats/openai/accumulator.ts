import { assignOwn, isObject, own, type Json, type JsonObject } from '../../json';
import { streamError } from '../errors';
import type { Accumulator, Reading } from '../reading';
import { createChoice, type Choice } from './choice';
import { inOrder } from './inOrder';

/** Rebuilds a chat completion from its chunks as the `openai` SDK's `ChatCompletionStream` does. */
export function createOpenAiAccumulator(): Accumulator {
  let fields: JsonObject | null = null;
  const choices = new Map<Json, Choice>();

  /** A chunk without id, such as Azure's first, sets the fields only when none are there. */
  function addFields(chunk: JsonObject): void {
    if (fields === null) fields = assignOwn({}, chunk, chunkOnly);
    else if (chunk['id']) assignOwn(fields, chunk, chunkOnly);
  }

  function addChoice(delta: Json): Reading {
    if (!isObject(delta)) return { unknown: true };
    const index = own(delta, 'index') ?? 0;
    let choice = choices.get(index);
    if (choice === undefined) {
      choice = createChoice(index);
      choices.set(index, choice);
    }
    return { token: choice.add(delta) };
  }

  function addChunk(chunk: JsonObject, deltas: Json[]): Reading {
    addFields(chunk);
    const readings = deltas.map(addChoice);
    return {
      token: readings.some((reading) => reading.token),
      unknown: readings.some((reading) => reading.unknown),
    };
  }

  return {
    add(event, data) {
      if (event.event === 'error') return { error: streamError(data) };
      if (!isObject(data)) return { unknown: true };
      const deltas = own(data, 'choices');
      const reading = Array.isArray(deltas) ? addChunk(data, deltas) : {};
      if (data['error']) return { ...reading, error: streamError(data) };
      return Array.isArray(deltas) ? reading : { unknown: true };
    },
    body() {
      return fields === null ? null : completion(fields, choices);
    },
  };
}

/** `obfuscation` is random padding against traffic analysis and means nothing. */
const chunkOnly: ReadonlySet<string> = new Set(['choices', 'obfuscation']);

function completion(fields: JsonObject, choices: Map<Json, Choice>): JsonObject {
  const { system_fingerprint, ...rest } = fields;
  return {
    ...rest,
    object: 'chat.completion',
    choices: inOrder(choices).map((choice) => choice.whole()),
    ...(system_fingerprint ? { system_fingerprint } : {}),
  };
}
