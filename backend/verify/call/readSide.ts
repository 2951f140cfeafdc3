import type { PolicyStep } from '@lens/core/diff';
import { parseJson, isObject, type Json } from '@lens/core/json';
import { z } from 'zod';
import { readBody, readStream } from '../../call';
import { codeOf } from '../../errors';
import { decodeRaw, eventColumns, type EventRecord } from '../../store';
import type { Api } from '@lens/core/formats';
import type { Say } from '../finding';

/** One direction of a call, as its event holds it, in bytes. */
export interface SideBytes {
  event: EventRecord;
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

/** The bytes of an event, decompressed; null, and said, when they can't be. */
export function readBytes(event: EventRecord, say: Say): SideBytes | null {
  const original = readColumn(event, 'originalRaw', say);
  const final = readColumn(event, 'finalRaw', say);
  const steps = readColumn(event, 'steps', say);
  if (original === undefined || final === undefined || steps === undefined) return null;
  if (original === null) {
    say('body_missing', `${event.eventType}: the exact bytes are not there.`);
    return null;
  }
  const read = steps === null ? null : readSteps(steps);
  if (read === undefined) {
    say('unreadable', `${event.eventType}: the steps of the policies are no JSON that can be read.`);
    return null;
  }
  return { event, original, final, steps: read };
}

type BytesColumn = 'originalRaw' | 'finalRaw' | 'steps';

function readColumn(event: EventRecord, column: BytesColumn, say: Say): Uint8Array | null | undefined {
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
