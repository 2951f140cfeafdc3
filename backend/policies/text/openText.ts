import { createJsonTextRewriter, type StreamText, type TextChannel } from '@lens/core/formats';
import { createTextChannel } from '@lens/core/text';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { bodyLocation } from './bodyLocation';
import type { TextPolicyOptions } from './options';
import { createLimitReporter, createReporter, createSkipReporter } from './reporter';

/** A channel that may know what it holds back. */
interface HeldChannel extends TextChannel {
  held?: () => string;
}

/** A text of the stream that may go on. */
export interface OpenText {
  channel: HeldChannel;
  /** What has come in and is held back; null when that is not known, in JSON in which something was replaced. */
  owed: string | null;
  /** The beginning of what is owed came in events that have gone out already, without it. */
  isTorn: boolean;
  /** The last event that carried it: new events for it are made after this one. */
  lastEvent: PolicyStreamEvent;
}

export function createOpenText(
  event: PolicyStreamEvent,
  text: StreamText,
  ctx: PolicyContext<unknown>,
  options: TextPolicyOptions,
): OpenText {
  const location = bodyLocation(event.api, text);
  const onLimit = createLimitReporter(ctx, options.heldBackChars, location);
  const toReport = createReporter(ctx, options, location);
  const report = (rule: string) => {
    open.owed = null;
    toReport(rule);
  };
  const open: OpenText = {
    channel: makeChannel(text, options, report, onLimit),
    owed: '',
    isTorn: false,
    lastEvent: event,
  };
  return open;
}

/** What can be sent of a text now that more of it is here, and whether that is just how it came in. */
export function advance(open: OpenText, text: string, isClosing: boolean): { settled: string; asItCame: boolean } {
  const settled = open.channel.push(text) + (isClosing ? open.channel.end() : '');
  const owed = open.owed === null ? null : open.owed + text;
  if (owed?.startsWith(settled)) {
    open.owed = owed.slice(settled.length);
    return { settled, asItCame: true };
  }
  open.owed = open.channel.held?.() ?? null;
  return { settled, asItCame: false };
}

/** Looks at a text that is to be left alone, only to tell what would have been replaced. */
export function createWatchedText(
  event: PolicyStreamEvent,
  text: StreamText,
  ctx: PolicyContext<unknown>,
  options: TextPolicyOptions,
): TextChannel {
  return makeChannel(text, options, createSkipReporter(ctx, bodyLocation(event.api, text)), () => undefined);
}

function makeChannel(
  { json }: StreamText,
  { rule, heldBackChars }: TextPolicyOptions,
  report: (rule: string) => void,
  onLimit: () => void,
): HeldChannel {
  const make = () => createTextChannel(rule, { heldBackChars, report, onLimit });
  return json ? createJsonTextRewriter(make, { numbers: true }) : make();
}
