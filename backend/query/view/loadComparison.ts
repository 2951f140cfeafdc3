import { callSchema, type CallComparison, type ComparedSide } from '@lens/core/api';
import { diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { Pool } from 'pg';
import { findCall, findEvents, type StoredCall, type StoredEvent } from '../../store';
import { toCall } from '../toCall';
import { sideOf, type Direction } from './eventKinds';
import { storedBodies } from './storedBody';

interface Loaded {
  call: StoredCall;
  events: StoredEvent[];
}

/**
 * `GET /api/v1/compare`: two calls by what went out in the end, in both directions. Originals are not looked at, so it
 * shows nothing that a policy redacted. Gives the unknown ids when there are any.
 */
export async function loadComparison(
  pool: Pool,
  a: string,
  b: string,
): Promise<CallComparison | { unknown: string[] }> {
  const [left, right] = await Promise.all([load(pool, a), load(pool, b)]);
  if (left === null || right === null) {
    return { unknown: [...(left === null ? [a] : []), ...(right === null ? [b] : [])] };
  }
  return {
    a: toCall(left.call),
    b: toCall(right.call),
    request: compareSide(left, right, 'request'),
    response: compareSide(left, right, 'response'),
  };
}

async function load(pool: Pool, callId: string): Promise<Loaded | null> {
  const [call, events] = await Promise.all([findCall(pool, callId), findEvents(pool, callId)]);
  return call && { call, events };
}

function compareSide(left: Loaded, right: Loaded, direction: Direction): ComparedSide {
  const [a, b] = [finalBody(left, direction), finalBody(right, direction)];
  return { a: a?.body ?? null, b: b?.body ?? null, diff: a && b ? diff(a.body, b.body) : null };
}

function finalBody({ call, events }: Loaded, direction: Direction): { body: Json } | null {
  const event = sideOf(events, direction);
  return event === undefined ? null : { body: storedBodies(event, callSchema.shape.api.parse(call.api)).final };
}
