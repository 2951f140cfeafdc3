import type { StreamText } from '@lens/core/formats';
import type { PolicyStreamEvent } from '../contract';
import { advanceBy, type CarriedTexts } from './carriedTexts';
import type { OpenText } from './openText';
import type { SingleTexts } from './singleTexts';
import type { WaitingEvents } from './waitingEvents';

/** Brings the texts that go on in an event further, up to their end where they are among `closing`; gives what goes out now. */
export type PushOwnTexts = (carried: CarriedTexts, closing: readonly string[]) => PolicyStreamEvent[];

export function createOwnTexts(
  open: ReadonlyMap<string, OpenText>,
  waiting: WaitingEvents,
  single: SingleTexts,
): PushOwnTexts {
  /** The event has this one text and no other that goes on: it may wait. */
  function pushAlone(carried: CarriedTexts, text: StreamText, closing: readonly string[]): PolicyStreamEvent[] {
    const { event } = carried;
    const target = open.get(text.channel);
    if (target === undefined) return [event];
    const passed = waiting.belongTo(target) ? [] : waiting.letGo();
    const advanced = advanceBy(text, carried, { single, target, isClosing: closing.includes(text.channel) });
    const added = waiting.add(target, { event, text }, advanced);
    return passed.length === 0 ? added : [...passed, ...added];
  }

  function pushMixed(carried: CarriedTexts, closing: readonly string[]): PolicyStreamEvent[] {
    const { event, own } = carried;
    const passed = waiting.letGo();
    const last = new Map(own.map((text) => [text.channel, text]));
    for (const text of own) {
      const target = open.get(text.channel);
      if (target === undefined) continue;
      const isClosing = last.get(text.channel) === text && closing.includes(text.channel);
      const { settled } = advanceBy(text, carried, { single, target, isClosing });
      if (settled !== text.text) text.replace(settled);
      target.isTorn = target.owed !== '';
    }
    passed.push(event);
    return passed;
  }

  return (carried, closing) => {
    const alone = onlyText(carried);
    return alone === null ? pushMixed(carried, closing) : pushAlone(carried, alone, closing);
  };
}

/** The one text that goes on in an event in which no other does. */
export function onlyText({ own, other }: CarriedTexts): StreamText | null {
  return own.length === 1 && other === null ? (own[0] ?? null) : null;
}
