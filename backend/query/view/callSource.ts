import type { EventRecord, StoredCall, StoredEvent } from '../../store';
import { readEvent } from '../../store/read/findEvents';
import { sideOf, type Direction } from './eventKinds';
import { noSide, sideView, type ReadSide } from './sideView';

/** A call as it was read from the database: plain data, which can go to another process. */
export interface CallSource {
  call: StoredCall;
  records: EventRecord[];
}

/** Who a view is for. */
export interface ReaderRights {
  /** The reader has the `reveal` scope. */
  revealed: boolean;
  /** Keyed digest that stands for a masked text: equal texts are seen to be equal, and nothing else of them. */
  digest: (text: string) => string;
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

export function eventsOf({ records }: CallSource): StoredEvent[] {
  return records.map(readEvent);
}

/** Both directions of a call as this reader may see them. */
export function readSides(source: CallSource, rights: ReaderRights): CallSides {
  const events = eventsOf(source);
  const options = { api: source.call.api, ...rights };
  const read = (direction: Direction): ReadSide => {
    const event = sideOf(events, direction);
    return event === undefined ? noSide : sideView(event, options);
  };
  const [request, response] = [read('request'), read('response')];
  const audited = rights.revealed && (request.redacted || response.redacted);
  const disclosure = { callId: source.call.callId, request: request.redacted, response: response.redacted };
  return { events, request: request.view, response: response.view, disclosed: audited ? [disclosure] : [] };
}
