import { callSchema, type CallComparison, type ComparedSide, type CompareQuery } from '@lens/core/api';
import { diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { Principal } from '../../auth';
import { findCall, findEvents } from '../../store';
import type { ViewDeps } from '../deps';
import { toCall } from '../toCall';
import { comparable } from './comparable';
import { sideOf, type Direction } from './eventKinds';
import { loadSides } from './loadCallDiff';
import { storedBodies } from './storedBody';

type CompareDeps = Pick<ViewDeps, 'pool' | 'digest'>;

/** A call with the one body of each direction that is compared; `undefined` where there is none. */
interface Loaded {
  call: CallComparison['a'];
  request: LoadedBody | undefined;
  response: LoadedBody | undefined;
}

interface LoadedBody {
  /** Null for JSON's null, and for an original that is hidden whole. */
  body: Json;
  masked: boolean;
  hidden: boolean;
}

/**
 * `GET /api/v1/compare`: two calls by what went out in the end, which shows nothing that a policy redacted, or by what came
 * in, masked and audited as a call's own diff is. Gives the unknown ids when there are any.
 */
export async function loadComparison(
  deps: CompareDeps,
  query: CompareQuery,
  reader: Principal,
): Promise<CallComparison | { unknown: string[] }> {
  const [a, b] = [query.a.toLowerCase(), query.b.toLowerCase()];
  const load = (id: string) => (query.of === 'original' ? loadOriginals(deps, id, reader) : loadFinals(deps, id));
  const [left, right] = await Promise.all([load(a), load(b)]);
  if (left === null || right === null) {
    return { unknown: [...(left === null ? [a] : []), ...(right === null ? [b] : [])] };
  }
  const side = (direction: Direction): ComparedSide => compareSide(left, right, direction, query.as);
  return { a: left.call, b: right.call, of: query.of, request: side('request'), response: side('response') };
}

/** Originals are not even read: nothing that a policy redacted can get into the comparison. */
async function loadFinals({ pool }: CompareDeps, callId: string): Promise<Loaded | null> {
  const [call, events] = await Promise.all([findCall(pool, callId), findEvents(pool, callId)]);
  if (call === null) return null;
  const api = callSchema.shape.api.parse(call.api);
  const read = (direction: Direction): LoadedBody | undefined => {
    const event = sideOf(events, direction);
    return event && { body: storedBodies(event, api).final, masked: false, hidden: false };
  };
  return { call: toCall(call), request: read('request'), response: read('response') };
}

async function loadOriginals(deps: CompareDeps, callId: string, reader: Principal): Promise<Loaded | null> {
  const sides = await loadSides(deps, callId, reader);
  if (sides === null) return null;
  const read = (direction: Direction): LoadedBody | undefined => {
    const { original, masked, rawKind } = sides[direction];
    return rawKind === null ? undefined : { body: original, masked, hidden: masked && original === null };
  };
  return { call: toCall(sides.call), request: read('request'), response: read('response') };
}

function compareSide(left: Loaded, right: Loaded, direction: Direction, as: CompareQuery['as']): ComparedSide {
  const [a, b] = [left[direction], right[direction]];
  const masked = a?.masked === true || b?.masked === true;
  const [messagesA, messagesB] =
    as === 'messages' ? [asMessages(left, direction), asMessages(right, direction)] : [null, null];
  if (messagesA !== null && messagesB !== null) {
    return { a: messagesA, b: messagesB, diff: diff(messagesA, messagesB), as: 'messages', masked };
  }
  const both = a !== undefined && b !== undefined && !a.hidden && !b.hidden;
  const bodies = { a: a?.body ?? null, b: b?.body ?? null };
  return { ...bodies, diff: both ? diff(bodies.a, bodies.b) : null, as: 'bodies', masked };
}

function asMessages(loaded: Loaded, direction: Direction): Json | null {
  const side = loaded[direction];
  return side === undefined || side.hidden ? null : comparable(loaded.call.api, direction, side.body);
}
