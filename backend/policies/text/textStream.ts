import type { StreamText } from '@lens/core/formats';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { advanceBy, carriedBy, crowdedOut, mostOpen, readAhead, type CarriedTexts } from './carriedTexts';
import { createOpenText, type OpenText } from './openText';
import type { TextPolicyOptions } from './options';
import { createCrowdReporter, reportUnsigned } from './reporter';
import { createSingleTexts } from './singleTexts';
import { createWaitingEvents } from './waitingEvents';

/** Rewrites the texts of one stream. Both give the events to be passed on now. */
export interface TextStream {
  push(event: PolicyStreamEvent): PolicyStreamEvent[] | Promise<PolicyStreamEvent[]>;
  /** @param isCut the stream broke off: the rest of what is held back will never come */
  end(isCut: boolean): PolicyStreamEvent[];
  /** The channels of the texts that may go on. */
  followed(): string[];
}

/**
 * Held-back text is the end of some event's text. Where that is about all the event says, the event waits as it is. An
 * event that also has text to show goes out at once with that text, and the rest follows with the next. Events wait
 * only for events of the same text; any other one lets them go without what is held back.
 */
export function createTextStream(options: TextPolicyOptions, ctx: PolicyContext<unknown>): TextStream {
  const open = new Map<string, OpenText>();
  /** Texts that were rewritten before their signature came. */
  const unsignable = new Set<string>();
  const waiting = createWaitingEvents();
  const single = createSingleTexts(options, ctx);
  const reportCrowd = createCrowdReporter(ctx, mostOpen);

  function push(event: PolicyStreamEvent): PolicyStreamEvent[] | Promise<PolicyStreamEvent[]> {
    const carried = carriedBy(event, options, open);
    const crowded = crowdedOut(carried, open);
    reportCrowd(crowded.length + carried.beyond);
    const made = crowded.flatMap((channel) => finish(channel, false));
    for (const text of carried.own) openText(event, text);
    if (carried.isLarge) {
      return readAhead(carried, { open, single, ctx }).then((ahead) => [...made, ...pass({ ...carried, ahead })]);
    }
    for (const text of carried.whole) single.rewrite(event, text);
    return [...made, ...pass(carried)];
  }

  function pass(carried: CarriedTexts): PolicyStreamEvent[] {
    const { event } = carried;
    const signed = event.signs();
    for (const channel of signed) open.get(channel)?.seal();
    const closing = [...new Set([...event.closes(open.keys()), ...signed])];
    const alone = onlyText(carried);
    const pushOwn = () => (alone === null ? pushMixed(carried, closing) : pushAlone(carried, alone, closing));
    if (closing.length === 0) return pushOwn();

    const own = new Set(carried.own.map(({ channel }) => channel));
    const passed = closing.filter((closed) => !own.has(closed)).flatMap((channel) => finish(channel, event.isError));
    passed.push(...pushOwn());
    for (const channel of closing) forget(channel);
    const broken = signed.filter((channel) => unsignable.has(channel));
    return keepsEvent(ctx, event, broken) ? passed : passed.filter((one) => one !== event);
  }

  function openText(event: PolicyStreamEvent, text: StreamText): void {
    const known = open.get(text.channel);
    if (known === undefined) open.set(text.channel, createOpenText(event, text, { ctx, options, single }));
    else known.lastEvent = event;
  }

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

  /** Ends a text: what was held back of it comes out. */
  function finish(channel: string, isCut: boolean): PolicyStreamEvent[] {
    const target = open.get(channel);
    if (target === undefined) return [];
    const rest = isCut ? target.breakOff() : target.channel.end();
    forget(channel);
    if (waiting.belongTo(target)) return waiting.finish(rest);
    return rest === '' ? [] : [target.lastEvent.withText(channel, rest)];
  }

  function forget(channel: string): void {
    if (open.get(channel)?.isRewritten === true) unsignable.add(channel);
    open.delete(channel);
  }

  return {
    push,
    followed: () => [...open.keys()],
    end: (isCut) => [...open.keys()].flatMap((channel) => finish(channel, isCut)),
  };
}

/** The one text that goes on in an event in which no other does. */
function onlyText({ own, other }: CarriedTexts): StreamText | null {
  return own.length === 1 && other === null ? (own[0] ?? null) : null;
}

/** Takes off signatures of texts that were rewritten; false when the event is nothing else. */
function keepsEvent(ctx: PolicyContext<unknown>, event: PolicyStreamEvent, broken: readonly string[]): boolean {
  if (broken.length === 0) return true;
  reportUnsigned(ctx, broken.length);
  return event.unsign(broken);
}
