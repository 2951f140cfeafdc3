import { isUtf8 } from 'node:buffer';
import { ingestedCallSchema } from '@lens/core/api';
import {
  isObject,
  measureJson,
  parseJson,
  setOwn,
  SpelledNumber,
  whereNotJson,
  withoutMark,
  type Json,
  type JsonObject,
} from '@lens/core/json';
import { fieldErrors, type FieldError } from '../../http';
import type { ToldItem } from '../toldCall';
import { InvalidCall } from './invalidCall';
import { eventOfLiteLlm, isLiteLlm } from './liteLlm';
import { toldByEvent } from './toldByEvent';

export interface ReadLimits {
  jsonDepth: number;
  jsonValues: number;
  batchCalls: number;
}

/** What came can't be read at all. */
interface Unreadable {
  code: 'invalid_body' | 'body_too_large';
  detail: string;
}

export type ReadEvents = { items: ToldItem[]; unreadable: null } | { items: null; unreadable: Unreadable };

/** So many errors of one call are told. */
const mostErrors = 20;

/**
 * Reads the calls of a body, each by itself: one, a list, or one a line. What is wrong with one is its own affair.
 *
 * @param isLines newline-delimited JSON
 */
export function readEvents(bytes: Uint8Array, isLines: boolean, limits: ReadLimits): ReadEvents {
  if (!isUtf8(bytes)) return unreadable('Send the body as JSON, in UTF-8.');
  const text = withoutMark(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  if (isLines) return readLines(text, limits);
  const read = parse(text, limits);
  // Some senders of lines call them JSON.
  if (read.problem !== null && isOfLines(text, limits)) return readLines(text, limits);
  if (read.problem !== null) return unreadable(read.problem);
  const items = Array.isArray(read.json) ? read.json : [read.json];
  return withinBatch(items.length, limits) ?? { items: items.map(readItem), unreadable: null };
}

function isOfLines(text: string, limits: ReadLimits): boolean {
  const end = text.indexOf('\n');
  return end !== -1 && isObject(parse(text.slice(0, end), limits).json);
}

function readLines(text: string, limits: ReadLimits): ReadEvents {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const readLine = (line: string): ToldItem => {
    const read = parse(line, limits);
    return read.problem === null ? readItem(read.json) : refused(null, [{ field: '', message: read.problem }]);
  };
  return withinBatch(lines.length, limits) ?? { items: lines.map(readLine), unreadable: null };
}

function withinBatch(calls: number, { batchCalls }: ReadLimits): ReadEvents | null {
  if (calls <= batchCalls) return null;
  const detail = `These are ${calls} calls; send ${batchCalls} at a time at the most (ingest.batch_calls).`;
  return { items: null, unreadable: { code: 'body_too_large', detail } };
}

type Parsed = { json: Json; problem: null } | { json: null; problem: string };

function parse(text: string, { jsonDepth, jsonValues }: ReadLimits): Parsed {
  // The body of a request stands three levels deep in a batch.
  const depthHere = jsonDepth + 5;
  const { depth, values } = measureJson(text, depthHere, jsonValues);
  if (depth > depthHere)
    return { json: null, problem: `Is nested deeper than ${depthHere} levels (limits.json_depth).` };
  if (values > jsonValues) return { json: null, problem: `Holds more than ${jsonValues} values (limits.json_values).` };
  try {
    return { json: parseJson(text), problem: null };
  } catch {
    // The parser's own message quotes what is there.
    return { json: null, problem: `Is not JSON: it goes wrong at character ${whereNotJson(text) ?? text.length}.` };
  }
}

function readItem(told: Json): ToldItem {
  const json = isLiteLlm(told) ? eventOfLiteLlm(told) : told;
  const id = isObject(json) && typeof json['id'] === 'string' ? json['id'].slice(0, 256) : null;
  const result = ingestedCallSchema.safeParse(withPlainNumbers(json));
  if (!result.success) return refused(id, fieldErrors(result.error));
  try {
    return { id, call: toldByEvent(result.data), errors: null };
  } catch (error) {
    if (error instanceof InvalidCall) return refused(id, [{ field: error.field, message: error.message }]);
    throw error;
  }
}

function refused(id: string | null, errors: FieldError[]): ToldItem {
  return { id, call: null, errors: errors.slice(0, mostErrors) };
}

function unreadable(detail: string): ReadEvents {
  return { items: null, unreadable: { code: 'invalid_body', detail } };
}

/** Bodies stay as they are spelled; what else is a number is one. */
const bodiesOfCall: ReadonlySet<string> = new Set(['original', 'final', 'body']);
const bodiesOfChunks: ReadonlySet<string> = new Set(['data']);

function withPlainNumbers(json: Json, bodies = bodiesOfCall): Json {
  if (json instanceof SpelledNumber) return json.valueOf();
  if (Array.isArray(json)) return json.map((value) => withPlainNumbers(value, bodies));
  if (!isObject(json)) return json;
  const plain: JsonObject = {};
  for (const [key, value] of Object.entries(json)) {
    const within = key === 'chunks' ? bodiesOfChunks : bodies;
    setOwn(plain, key, bodies.has(key) ? value : withPlainNumbers(value, within));
  }
  return plain;
}
