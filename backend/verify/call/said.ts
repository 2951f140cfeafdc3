import type { Direction } from '../../call';
import type { StoredCall } from '../../store';

/** What a call's row says about one direction. */
export interface Said {
  changed: boolean;
  changes: number;
  /** Null when there is none. */
  bytes: number | null;
}

export function saidOf(call: StoredCall, direction: Direction): Said {
  return direction === 'request'
    ? { changed: call.requestChanged, changes: call.requestChanges, bytes: call.requestBytes }
    : { changed: call.responseChanged, changes: call.responseChanges, bytes: call.responseBytes };
}
