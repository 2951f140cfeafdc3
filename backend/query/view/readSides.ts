import type { Direction } from '../../call';
import type { ReadableEvent, StoredCall, StoredEvent } from '../../store';
import { readEvent } from '../../store/read/findEvents';
import { policyEventsOf, sideOf } from './eventKinds';
import { hideIdentities, identitiesOf, noIdentities } from './hideIdentities';
import { policyEvent } from './policyEvent';
import { noSide, sideView, type ReadSide } from './sideView';

/** A call as it was read from the database: plain data, which can go to another process. */
export interface ReadCall {
  row: StoredCall;
  records: ReadableEvent[];
}

/** Who a view is for. */
export interface ReaderRights {
  /** The reader has the `reveal` scope. */
  revealed: boolean;
  /** What makes the digests of a call that stand for its masked texts; see `digestsUnder`. */
  digestOf: (callId: string) => (text: string) => string;
}

/** A view that shows what was redacted, and of which directions: for the audit log. */
export interface Disclosure {
  callId: string;
  request: boolean;
  response: boolean;
}

export interface CallSides {
  events: StoredEvent[];
  request: ReadSide['view'];
  response: ReadSide['view'];
  /** One or none. */
  disclosed: Disclosure[];
}

export function eventsOf({ records }: ReadCall): StoredEvent[] {
  return records.map(readEvent);
}

/** Both directions of a call as this reader may see them. */
export function readSides(call: ReadCall, rights: ReaderRights): CallSides {
  const events = eventsOf(call);
  const { api, callId } = call.row;
  const options = { api, revealed: rights.revealed, digest: rights.digestOf(callId) };
  const said = policyEventsOf(events).map((event) => policyEvent(event, call.row));
  const saidOf = (direction: Direction) =>
    new Set(said.filter(({ phase }) => phase === direction).map(({ policy }) => policy));
  const read = (direction: Direction): ReadSide => {
    const event = sideOf(events, direction);
    return event === undefined ? noSide : sideView(event, { ...options, said: saidOf(direction) });
  };
  const [request, response] = [read('request'), read('response')];
  const ids = rights.revealed ? noIdentities : identitiesOf([request.view, response.view]);
  const show = (side: ReadSide) => hideIdentities(side.view, ids, options.digest);
  const audited = rights.revealed && (request.redacted || response.redacted);
  const disclosure = { callId, request: request.redacted, response: response.redacted };
  return { events, request: show(request), response: show(response), disclosed: audited ? [disclosure] : [] };
}
