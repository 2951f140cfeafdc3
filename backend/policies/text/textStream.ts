import { errorOf, unsign, type StreamText } from '@lens/core/formats';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { advance, createOpenText, type OpenText } from './openText';
import type { TextPolicyOptions } from './options';
import { reportUnsigned } from './reporter';
import { isFor } from './rewriteBody';
import { createSingleTexts } from './singleTexts';
import { createWaitingEvents } from './waitingEvents';

/** Rewrites the texts of one stream. Both give the events to be passed on now. */
export interface TextStream {
  push(event: PolicyStreamEvent): PolicyStreamEvent[];
  /** @param isCut the stream broke off: the rest of what is held back will never come */
  end(isCut: boolean): PolicyStreamEvent[];
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

  function push(event: PolicyStreamEvent): PolicyStreamEvent[] {
    const own: StreamText[] = [];
    let others = 0;
    for (const text of event.texts()) {
      if (!isFor(options, text)) others += text.whole ? 0 : 1;
      else if (text.whole && !open.has(text.channel)) single.rewrite(event, text);
      else own.push(text);
    }
    for (const text of own) openText(event, text);

    const signed = event.signs();
    for (const channel of signed) open.get(channel)?.seal();
    const closing = event.closes(open.keys());
    for (const channel of signed) if (!closing.includes(channel)) closing.push(channel);
    const [only] = own;
    const alone = own.length === 1 && others === 0 && only !== undefined ? only : null;
    const pushOwn = () => (alone === null ? pushMixed(event, own, closing) : pushAlone(event, alone, closing));
    if (closing.length === 0) return pushOwn();

    const isCut = isError(event);
    const isOwn = (closed: string) => own.some(({ channel }) => channel === closed);
    const passed = closing.filter((closed) => !isOwn(closed)).flatMap((channel) => finish(channel, isCut));
    passed.push(...pushOwn());
    for (const channel of closing) forget(channel);
    return keepsEvent(event, signed) ? passed : passed.filter((one) => one !== event);
  }

  /** Takes off signatures of texts that were rewritten; false when the event is nothing else. */
  function keepsEvent(event: PolicyStreamEvent, signed: readonly string[]): boolean {
    const broken = signed.filter((channel) => unsignable.has(channel));
    if (broken.length === 0 || event.data === null) return true;
    reportUnsigned(ctx, broken.length);
    return unsign(event.api, event.data, broken);
  }

  function openText(event: PolicyStreamEvent, text: StreamText): void {
    const known = open.get(text.channel);
    if (known === undefined) open.set(text.channel, createOpenText(event, text, ctx, options));
    else known.lastEvent = event;
  }

  /** The event has this one text and no other that goes on: it may wait. */
  function pushAlone(event: PolicyStreamEvent, text: StreamText, closing: readonly string[]): PolicyStreamEvent[] {
    const target = open.get(text.channel);
    if (target === undefined) return [event];
    const passed = waiting.belongTo(target) ? [] : waiting.letGo();
    const advanced = advance(target, single.pieceOf(event, text), closing.includes(text.channel));
    const added = waiting.add(target, { event, text }, advanced);
    return passed.length === 0 ? added : [...passed, ...added];
  }

  function pushMixed(event: PolicyStreamEvent, own: StreamText[], closing: readonly string[]): PolicyStreamEvent[] {
    const passed = waiting.letGo();
    for (const [index, text] of own.entries()) {
      const target = open.get(text.channel);
      if (target === undefined) continue;
      const isLast = !own.slice(index + 1).some(({ channel }) => channel === text.channel);
      const { settled } = advance(target, single.pieceOf(event, text), isLast && closing.includes(text.channel));
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
    end: (isCut) => [...open.keys()].flatMap((channel) => finish(channel, isCut)),
  };
}

/** After which no client reads on: its text broke off. */
function isError(event: PolicyStreamEvent): boolean {
  if (event.event === 'error') return true;
  const data = event.source.data.includes('"error"') ? event.data : null;
  return data !== null && errorOf(event.api, data) !== null;
}
