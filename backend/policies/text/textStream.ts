import type { StreamText } from '@lens/core/formats';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { bodyLocation } from './bodyLocation';
import { advance, createOpenText, type OpenText } from './openText';
import type { TextPolicyOptions } from './options';
import { createReporter } from './reporter';
import { rewriteSegment } from './rewriteBody';
import { createWaitingEvents } from './waitingEvents';
import { createWatchedTexts } from './watchedTexts';

/** Rewrites the texts of one stream. Both give the events to be passed on now. */
export interface TextStream {
  push(event: PolicyStreamEvent): PolicyStreamEvent[];
  end(): PolicyStreamEvent[];
}

/**
 * Held-back text is the end of some event's text. Where that is about all the event says, the event waits as it is. An
 * event that also has text to show goes out at once with that text, and the rest follows with the next. Events wait
 * only for events of the same text; any other one lets them go without what is held back.
 */
export function createTextStream(options: TextPolicyOptions, ctx: PolicyContext<unknown>): TextStream {
  const open = new Map<string, OpenText>();
  const watched = createWatchedTexts(options, ctx);
  const waiting = createWaitingEvents();

  function push(event: PolicyStreamEvent): PolicyStreamEvent[] {
    const texts = [...event.texts()];
    const own = texts.filter((text) => options.kinds.has(text.kind) && !watched.watch(event, text));
    for (const text of own) if (!text.whole) openText(event, text);

    const closing = event.closes(openChannels());
    const [only] = own;
    const alone = texts.length === 1 && only !== undefined && !only.whole ? only : null;
    const pushOwn = () => (alone === null ? pushMixed(event, own, closing) : pushAlone(event, alone, closing));
    if (closing.length === 0) return pushOwn();

    const passed = closing.filter((closed) => !own.some(({ channel }) => channel === closed)).flatMap(finish);
    passed.push(...pushOwn());
    for (const channel of closing) open.delete(channel);
    return passed;
  }

  function openChannels(): Iterable<string> {
    return watched.isEmpty() ? open.keys() : [...open.keys(), ...watched.channels()];
  }

  function openText(event: PolicyStreamEvent, text: StreamText): void {
    const known = open.get(text.channel);
    if (known === undefined) open.set(text.channel, createOpenText(event, text, ctx, options));
    else known.lastEvent = event;
  }

  /** The event has this one text and no other: it may wait. */
  function pushAlone(event: PolicyStreamEvent, text: StreamText, closing: readonly string[]): PolicyStreamEvent[] {
    const target = open.get(text.channel);
    if (target === undefined) return [event];
    const passed = waiting.belongTo(target) ? [] : waiting.letGo();
    const added = waiting.add(target, { event, text }, advance(target, text.text, closing.includes(text.channel)));
    return passed.length === 0 ? added : [...passed, ...added];
  }

  function pushMixed(event: PolicyStreamEvent, own: StreamText[], closing: readonly string[]): PolicyStreamEvent[] {
    const passed = waiting.letGo();
    for (const [index, text] of own.entries()) {
      const target = open.get(text.channel);
      if (text.whole || target === undefined) {
        const report = createReporter(ctx, options, bodyLocation(event.api, text));
        text.replace(rewriteSegment(options.rule, text, report));
        continue;
      }
      const isLast = !own.slice(index + 1).some(({ channel }) => channel === text.channel);
      const { settled } = advance(target, text.text, isLast && closing.includes(text.channel));
      if (settled !== text.text) text.replace(settled);
      target.isTorn = target.owed !== '';
    }
    passed.push(event);
    return passed;
  }

  /** Ends a text: what was held back of it comes out. */
  function finish(channel: string): PolicyStreamEvent[] {
    watched.finish(channel);
    const target = open.get(channel);
    if (target === undefined) return [];
    open.delete(channel);
    const rest = target.channel.end();
    if (waiting.belongTo(target)) return waiting.finish(rest);
    return rest === '' ? [] : [target.lastEvent.withText(channel, rest)];
  }

  return {
    push,
    end: () => [...open.keys(), ...watched.channels()].flatMap(finish),
  };
}
