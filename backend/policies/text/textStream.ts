import type { StreamText } from '@lens/core/formats';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { carriedBy, crowdedOut, mostOpen, readAhead, type CarriedTexts } from './carriedTexts';
import { createFinishReasons, type EndingTexts } from './finishReasons';
import { createGatheredTexts } from './gatheredTexts';
import { createOpenText, type OpenText } from './openText';
import type { TextPolicyOptions } from './options';
import { createOwnTexts } from './ownTexts';
import { createCrowdReporter, reportUnsigned } from './reporter';
import { createSingleTexts } from './singleTexts';
import { createWaitingEvents } from './waitingEvents';

/** Rewrites the texts of one stream. Both give the events to be passed on now. */
export interface TextStream {
  push(event: PolicyStreamEvent): PolicyStreamEvent[] | Promise<PolicyStreamEvent[]>;
  /** No more events came together with those that were pushed. */
  pause(): PolicyStreamEvent[];
  /** @param isCut the stream broke off: the rest of what is held back will never come */
  end(isCut: boolean): PolicyStreamEvent[];
  /** The channels of the texts that may go on. */
  followed(): string[];
}

/**
 * Held-back text is the end of some event's text. Where that is about all the event says, the event waits as it is. An
 * event that also has text to show goes out at once with that text, and the rest follows with the next. Events wait
 * only for events of the same text; any other one lets them go without what is held back. Events of one text that came
 * together are looked at together, so that only those change in which something is replaced.
 */
export function createTextStream(options: TextPolicyOptions, ctx: PolicyContext<unknown>): TextStream {
  const open = new Map<string, OpenText>();
  /** Texts that were rewritten before their signature came. */
  const unsignable = new Set<string>();
  const waiting = createWaitingEvents();
  const single = createSingleTexts(options, ctx);
  const reportCrowd = createCrowdReporter(ctx, mostOpen);
  const finishReasons = createFinishReasons();
  const pushOwn = createOwnTexts(open, waiting, single);
  const gathered = createGatheredTexts(open, waiting, pushOwn);

  function push(event: PolicyStreamEvent): PolicyStreamEvent[] | Promise<PolicyStreamEvent[]> {
    const kept = finishReasons.decide(event);
    if (kept === null) return take(event);
    const before = passLast(kept);
    const passed = take(event);
    return passed instanceof Promise ? passed.then((later) => [...before, ...later]) : [...before, ...passed];
  }

  function take(event: PolicyStreamEvent): PolicyStreamEvent[] | Promise<PolicyStreamEvent[]> {
    const carried = carriedBy(event, options, open);
    const crowded = crowdedOut(carried, open);
    reportCrowd(crowded.length + carried.beyond);
    const made = crowded.length > 0 || carried.isLarge ? gathered.flush() : [];
    for (const channel of crowded) made.push(...finish(channel, false));
    for (const text of carried.own) openText(event, text);
    if (carried.isLarge) {
      return readAhead(carried, { open, single, ctx }).then((ahead) => [...made, ...pass({ ...carried, ahead })]);
    }
    for (const text of carried.whole) single.rewrite(event, text);
    const passed = pass(carried);
    return made.length === 0 ? passed : [...made, ...passed];
  }

  function pass(carried: CarriedTexts): PolicyStreamEvent[] {
    const { event } = carried;
    const signed = event.signs();
    for (const channel of signed) open.get(channel)?.seal();
    const closed = event.closes(open.keys());
    if (closed.length + signed.length === 0) return gathered.add(carried);
    const ending = endingTexts(carried, closed, signed);
    return [...gathered.flush(), ...(finishReasons.keep(ending) ? [] : passLast(ending))];
  }

  /** Passes on an event with which texts end. */
  function passLast(ending: EndingTexts): PolicyStreamEvent[] {
    const { carried, own, signed } = ending;
    const { event } = carried;
    const closing = finishReasons.closedBy(ending);
    const passed = closing.filter((closed) => !own.has(closed)).flatMap((channel) => finish(channel, event.isError));
    passed.push(...pushOwn(carried, closing));
    for (const channel of closing) forget(channel);
    const broken = signed.filter((channel) => unsignable.has(channel));
    return keepsEvent(ctx, event, broken) ? passed : passed.filter((one) => one !== event);
  }

  function openText(event: PolicyStreamEvent, text: StreamText): void {
    const known = open.get(text.channel);
    if (known !== undefined) known.lastEvent = event;
    else {
      finishReasons.begins(text.channel);
      open.set(text.channel, createOpenText(event, text, { ctx, options, single }));
    }
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
    pause: () => gathered.flush(),
    followed: () => [...open.keys()],
    end(isCut) {
      const kept = finishReasons.decide(null);
      const passed = kept === null ? gathered.flush() : passLast(kept);
      return [...passed, ...[...open.keys()].flatMap((channel) => finish(channel, isCut))];
    },
  };
}

function endingTexts(carried: CarriedTexts, closed: readonly string[], signed: readonly string[]): EndingTexts {
  const own = new Set(carried.own.map(({ channel }) => channel));
  return { carried, closing: [...new Set([...closed, ...signed])], own, signed };
}

/** Takes off signatures of texts that were rewritten; false when the event is nothing else. */
function keepsEvent(ctx: PolicyContext<unknown>, event: PolicyStreamEvent, broken: readonly string[]): boolean {
  if (broken.length === 0) return true;
  reportUnsigned(ctx, broken.length);
  return event.unsign(broken);
}
