import type { Settled } from '@lens/core/text';
import type { PolicyStreamEvent } from '../contract';
import { deliver, type CarryingEvent } from './deliver';
import type { advance, OpenText } from './openText';
import { spread } from './spread';

/**
 * An event waits as it is while less than a word of it could be shown without the rest. When nothing comes of the match
 * it goes out in its own bytes, so that a stream of tokens in which nothing is replaced stays the same stream.
 */
const patience = 8;

/** Events that wait as they are. All of them carry the same text and no other. */
export interface WaitingEvents {
  /** Adds an event of `owner` with the text that got settled by it; gives what goes out now. */
  add(owner: OpenText, carrying: CarryingEvent, advanced: ReturnType<typeof advance>): PolicyStreamEvent[];
  /** The same for events that came together, with what became of their text and of what was held back before it. */
  addAll(owner: OpenText, carrying: readonly CarryingEvent[], settled: SettledText): PolicyStreamEvent[];
  /** Whether they wait for a match in this text. */
  belongTo(owner: OpenText): boolean;
  /** Sends them with the last text that `owner` had held back. */
  finish(rest: string): PolicyStreamEvent[];
  /** Sends them at once, without what is held back of their text. */
  letGo(): PolicyStreamEvent[];
}

interface SettledText extends Settled {
  /** The text that was held back, and that of the events. */
  source: string;
}

export function createWaitingEvents(): WaitingEvents {
  let owner: OpenText | null = null;
  let events: CarryingEvent[] = [];
  /** Settled and not sent: the beginning of the first event's text. */
  let unsent = '';

  function finish(rest: string): PolicyStreamEvent[] {
    if (owner === null) return [];
    const passed = deliver(events, unsent + rest);
    owner = null;
    events = [];
    unsent = '';
    return passed;
  }

  function letGo(): PolicyStreamEvent[] {
    if (owner !== null) owner.isTorn = true;
    return finish('');
  }

  /** Passes on the events whose whole text is settled. */
  function passSettled(): PolicyStreamEvent[] {
    let settled = 0;
    for (const { text } of events) {
      if (unsent.length < text.text.length) break;
      unsent = unsent.slice(text.text.length);
      settled += 1;
    }
    return events.splice(0, settled).map(({ event }) => event);
  }

  return {
    add(target, carrying, { settled, asItCame }) {
      if (!asItCame || !target.owed || target.isTorn) {
        target.isTorn = target.owed !== '';
        if (owner === null) return deliver([carrying], settled);
        events.push(carrying);
        return finish(settled);
      }
      events.push(carrying);
      owner = target;
      unsent += settled;
      const passed = passSettled();
      return target.keepsEvents || unsent.trim().length < patience ? passed : [...passed, ...letGo()];
    },
    addAll(target, carrying, { source, length, replaced }) {
      const shift = unsent.length;
      const settled = {
        source: unsent + source,
        end: shift + length,
        replaced: replaced.map(({ start, end, text }) => ({ start: start + shift, end: end + shift, text })),
      };
      const { passed, rest, begun, asItCame } = spread([...events, ...carrying], settled);
      const waits = asItCame && rest.length > 0 && begun.trim().length < patience;
      owner = waits ? target : null;
      events = waits ? rest : [];
      unsent = waits ? begun : '';
      target.isTorn = !waits && rest.length > 0;
      if (!waits) passed.push(...deliver(rest, begun));
      return passed;
    },
    belongTo: (target) => owner === target,
    finish,
    letGo,
  };
}
