import type { PolicyStep } from '@lens/core/diff';
import { parseJson, isObject, type Json } from '@lens/core/json';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { readBody, readStream } from '../../call';
import { codeOf } from '../../errors';
import {
  decodeRaw,
  eventColumns,
  MissingBytesError,
  readBytes as readEventBytes,
  type EventBytes,
  type ReadableEvent,
} from '../../store';
import type { Api } from '@lens/core/formats';
import type { Say } from '../finding';

/** One direction of a call, as its event holds it, in bytes. */
export interface SideBytes {
  event: ReadableEvent;
  original: Uint8Array;
  /** Null when identical to `original`. */
  final: Uint8Array | null;
  /** Null where the row says that nobody knows what each policy did. */
  steps: PolicyStep[] | null;
}

/** The bodies that the bytes hold. */
export interface SideBodies {
  original: Json;
  final: Json;
}

const stepsSchema = z.array(
  z.object({
    policy: z.string(),
    redacts: z.boolean(),
    shown: z.boolean().optional(),
    // Looked into by applying it: a schema of its depth would run out of stack.
    delta: z.custom<PolicyStep['delta']>((delta) => isObject(delta) && typeof delta.kind === 'string'),
  }),
);

/** The bytes of an event, decompressed and put together; null, and said, when they can't be. */
export function readBytes(event: ReadableEvent, say: Say): SideBytes | null {
  const bodies = readBodiesOf(event, say);
  const steps = readColumn(event, 'steps', say);
  if (bodies === null || steps === undefined) return null;
  const { original, final } = bodies;
  if (original === null) {
    say('body_missing', `${event.eventType}: the exact bytes are not there.`);
    return null;
  }
  checkSum(event, 'original', original, event.originalSum, say);
  if (final !== null) checkSum(event, 'final', final, event.finalSum, say);
  const read = steps === null ? null : readSteps(steps);
  if (read === undefined) {
    say('unreadable', `${event.eventType}: the steps of the policies are no JSON that can be read.`);
    return null;
  }
  return { event, original, final, steps: read };
}

function readBodiesOf(event: ReadableEvent, say: Say): EventBytes | null {
  try {
    return readEventBytes(event);
  } catch (error) {
    const own = [readColumn(event, 'originalRaw', say), readColumn(event, 'finalRaw', say)];
    if (own.includes(undefined)) return null;
    if (!(error instanceof MissingBytesError)) throw error;
    say('bytes_missing', `${event.eventType}: bytes of earlier calls that it has pieces of are not there, or damaged.`);
    return null;
  }
}

/** Versions before wrote none; their bytes have a copy in jsonb beside them. */
function checkSum(event: ReadableEvent, which: string, bytes: Uint8Array, sum: number | null, say: Say): void {
  if (sum === null || sum === (crc32(bytes) | 0)) return;
  const shared = event.transcript === null ? '' : ', some of which it shares with other calls,';
  say(
    'sum_wrong',
    `${event.eventType}: the bytes of ${which}${shared} have another checksum than when they were stored.`,
  );
}

type BytesColumn = 'originalRaw' | 'finalRaw' | 'steps';

function readColumn(event: ReadableEvent, column: BytesColumn, say: Say): Uint8Array | null | undefined {
  try {
    return decodeRaw(event[column], event.rawEncoding);
  } catch (error) {
    const { name } = eventColumns[column];
    say('unreadable', `${event.eventType}: ${name} can’t be decompressed (${codeOf(error) || 'no reason given'}).`);
    return undefined;
  }
}

function readSteps(bytes: Uint8Array): PolicyStep[] | undefined {
  try {
    return stepsSchema.safeParse(parseJson(Buffer.from(bytes).toString())).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads the bodies as every reader does; says where they are of another kind than the event tells. */
export function readBodies({ event, original, final }: SideBytes, api: Api, say: Say): SideBodies {
  const read = (raw: Uint8Array): { json: Json; kind: string } =>
    event.rawKind === 'sse' ? readStream(api, raw) : readBody(raw);
  const before = read(original);
  if (before.kind !== event.rawKind) {
    say('unreadable', `${event.eventType}: stored as ${event.rawKind}, and the bytes are ${before.kind}.`);
  }
  return { original: before.json, final: final === null ? before.json : read(final).json };
}
