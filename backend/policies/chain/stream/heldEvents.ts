import type { Api } from '@lens/core/formats';
import type { PolicyStreamEvent } from '../../contract';
import { foreignEvent, guardEvent, type GuardedEvent, type WireEvent } from './wireEvent';

/** An event as a policy passes it on. */
export interface Released {
  wire: WireEvent;
  /** Where the event stood in what the policy was given; null for one that it changed or made. */
  position: number | null;
}

interface Held {
  guarded: GuardedEvent;
  wire: WireEvent;
  position: number;
}

/** The events that a policy has in its hands. */
export interface HeldEvents {
  handOut(wire: WireEvent, position: number): PolicyStreamEvent;
  /** What the policy made of an event that it gives back; throws when that can't be written out. */
  release(event: PolicyStreamEvent): Released;
  /** The events from `position` on, as they were handed out, for a policy that has changed nothing so far. */
  untouchedFrom(position: number): Released[];
}

/** `unchangedUntil` says up to where the policy has passed everything on; null once it has changed something. */
export function createHeldEvents(api: Api, unchangedUntil: () => number | null): HeldEvents {
  const known = new WeakMap<PolicyStreamEvent, Held>();
  let waiting: Held[] = [];

  function forgetPassed(): void {
    const until = unchangedUntil();
    const firstHeld = until === null ? -1 : waiting.findIndex(({ position }) => position >= until);
    waiting = firstHeld === -1 ? [] : waiting.slice(firstHeld);
  }

  return {
    handOut(wire, position) {
      const held = { guarded: guardEvent(wire, api), wire, position };
      known.set(held.guarded.event, held);
      forgetPassed();
      waiting.push(held);
      return held.guarded.event;
    },
    release(event) {
      const held = known.get(event);
      if (held === undefined) return { wire: foreignEvent(event), position: null };
      const wire = held.guarded.result();
      return { wire, position: wire === held.wire ? held.position : null };
    },
    untouchedFrom: (from) => waiting.filter(({ position }) => position >= from),
  };
}
