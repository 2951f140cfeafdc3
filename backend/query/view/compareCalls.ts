import type { CallComparison, ComparedSide, CompareQuery } from '@lens/core/api';
import { diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { maskOf } from '@lens/core/privacy';
import type { Direction } from '../../call';
import { toCall } from '../toCall';
import { eventsOf, readSides, type ReadCall, type Disclosure, type ReaderRights } from './readSides';
import { comparable } from './comparable';
import { sideOf } from './eventKinds';
import { identitiesOf, noIdentities, withoutIdentities } from './hideIdentities';
import { storedBodies } from './storedBody';

/** A call with the one body of each direction that is compared; `undefined` where there is none. */
interface Loaded {
  call: CallComparison['a'];
  request: LoadedBody | undefined;
  response: LoadedBody | undefined;
  disclosed: Disclosure[];
}

interface LoadedBody {
  /** Null for JSON's null, and for an original that is hidden whole. */
  body: Json;
  masked: boolean;
  hidden: boolean;
}

export interface CallsToCompare<Of = ReadCall> extends Pick<CompareQuery, 'of' | 'as'> {
  a: Of;
  b: Of;
}

/** Two calls by what went out in the end, which shows nothing that a policy redacted, or by what came in, masked. */
export function compareCalls(
  { a, b, of, as }: CallsToCompare,
  rights: ReaderRights,
): { comparison: CallComparison; disclosed: Disclosure[] } {
  const read = (call: ReadCall): Loaded => {
    if (call.row.captureMode === 'metadata') return readNothing(call, rights);
    return of === 'original' ? readOriginals(call, rights) : readFinals(call, rights);
  };
  const [left, right] = [read(a), read(b)];
  const side = (direction: Direction): ComparedSide => compareSide(left, right, direction, as);
  const comparison = { a: left.call, b: right.call, of, request: side('request'), response: side('response') };
  return { comparison, disclosed: [...left.disclosed, ...right.disclosed] };
}

/** What is not kept is no empty body, which would differ from the other. */
function readNothing({ row }: ReadCall, { revealed }: ReaderRights): Loaded {
  return { call: toCall(row, revealed), request: undefined, response: undefined, disclosed: [] };
}

/** Originals are left aside: nothing that a policy redacted can get into the comparison. */
function readFinals(call: ReadCall, { revealed, digestOf }: ReaderRights): Loaded {
  const { api, callId } = call.row;
  const events = eventsOf(call);
  const finalOf = (direction: Direction): Json | undefined => {
    const event = sideOf(events, direction);
    return event && storedBodies(event, api).final;
  };
  const [request, response] = [finalOf('request'), finalOf('response')];
  const ids = revealed ? noIdentities : identitiesOf([{ final: request ?? null }, { final: response ?? null }]);
  const mask = (id: string): string => maskOf(id, digestOf(callId));
  const load = (body: Json | undefined): LoadedBody | undefined =>
    body === undefined ? undefined : { body: withoutIdentities(body, ids, mask), masked: false, hidden: false };
  return { call: toCall(call.row, revealed), request: load(request), response: load(response), disclosed: [] };
}

function readOriginals(call: ReadCall, rights: ReaderRights): Loaded {
  const sides = readSides(call, rights);
  const read = (direction: Direction): LoadedBody | undefined => {
    const { original, masked, rawKind } = sides[direction];
    return rawKind === null ? undefined : { body: original, masked, hidden: masked && original === null };
  };
  const { disclosed } = sides;
  return {
    call: toCall(call.row, rights.revealed),
    request: read('request'),
    response: read('response'),
    disclosed,
  };
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
