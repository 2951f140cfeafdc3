import type { Released } from './heldEvent';
import type { History } from './history';

export type HandedOut = Released & { position: number };

/** The events that a policy was handed and has not passed on: what comes out when it fails and lets through what it looked at. */
export interface NotPassed {
  handed(given: HandedOut): void;
  /** @param current the event it was handed last; null when it was told of a pause or of the end */
  gave(events: readonly Released[], current: HandedOut | null): void;
  /** No more events came together with those that it was handed. */
  paused(): void;
  /** Once it has changed something, only what it was handed last is known. */
  all(current: HandedOut | null): readonly Released[];
}

/** @param gathers whether it keeps events for a pause */
export function createNotPassed(history: History, position: number, gathers: boolean): NotPassed {
  /** As long as it has changed nothing. */
  let held: HandedOut[] = [];
  /** What came in this read and waits for the pause, since it last gave something. */
  let gathered: HandedOut[] = [];
  return {
    handed(given) {
      if (gathers) gathered.push(given);
      const until = history.unchangedUntil(position);
      if (until === null) {
        if (held.length > 0) held = [];
      } else {
        while (held[0] !== undefined && held[0].position < until) held.shift();
        held.push(given);
      }
    },
    gave(events, current) {
      const last = events.at(-1);
      if (last === undefined || gathered.length === 0) return;
      // It gives in order, and so kept the event itself when the last that it gave stood before that.
      const isEarlier = current !== null && last.position !== null && last.position < current.position;
      gathered = isEarlier ? [current] : [];
    },
    paused: () => void (gathered = []),
    all(current) {
      const from = history.unchangedUntil(position);
      if (from !== null) return held.filter((given) => given.position >= from);
      return current === null ? gathered : [current];
    },
  };
}
