import { createJsonTextRewriter, type StreamText } from '@lens/core/formats';
import { createTextChannel, type HoldingTextChannel, type Report } from '@lens/core/text';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import type { Ahead } from './inSlices';
import { behindShown } from './behindShown';
import { bodyLocation } from './bodyLocation';
import type { TextPolicyOptions } from './options';
import { createCutReporter, createLimitReporter, createReporter, createSkipReporter } from './reporter';
import { createSealableChannel, type HeldChannel } from './sealableChannel';

/** Thinking in which there is a match waits for its signature in memory: more than a model writes. */
const maxWaitingForSignature = 1_000_000;

/** A text of the stream that may go on. */
export interface OpenText {
  channel: HeldChannel;
  /** The same channel where it tells what becomes of each character; null where it is one of JSON, or may be signed. */
  placed: HoldingTextChannel | null;
  /** What has come in and is held back; null when that is not known, in JSON in which something was replaced. */
  owed: string | null;
  /** The beginning of what is owed came in events that have gone out already, without it. */
  isTorn: boolean;
  /** The last event that carried it: new events for it are made after this one. */
  lastEvent: PolicyStreamEvent;
  /** It may be signed: its events wait whole, so that they go out as they came. */
  keepsEvents: boolean;
  /** Something was replaced in it. */
  isRewritten: boolean;
  /** The provider's signature for it came. */
  seal(): void;
  /** Ends a text that broke off: gives what goes out of the rest. */
  breakOff(): string;
}

interface Opening {
  ctx: PolicyContext<unknown>;
  options: TextPolicyOptions;
  single: { saidBefore(text: StreamText): string };
}

export function createOpenText(
  event: PolicyStreamEvent,
  text: StreamText,
  { ctx, options, single }: Opening,
): OpenText {
  const location = bodyLocation(event.api, text);
  const onLimit = createLimitReporter(ctx, options.heldBackChars, location);
  const toReport = createReporter(ctx, options, location);
  const report = (rule: string) => {
    open.owed = null;
    open.isRewritten = true;
    toReport(rule);
  };
  const cut = (rest: string) => {
    const left = options.redacts && rest !== '' ? options.unfinished(rest) : rest;
    if (left === rest) return rest;
    createCutReporter(ctx, location)();
    return text.json ? JSON.stringify(left).slice(1, -1) : left;
  };
  const make = (told: Report) => makeChannel(text, options, told, onLimit);
  const { rule, heldBackChars } = options;
  const before = single.saidBefore(text);
  const maySeal = text.signed && options.signedThinking === 'leave';
  const skipped = createSkipReporter(ctx, location);
  const sealable = maySeal
    ? createSealableChannel({ make, report, skipped, maxWaiting: maxWaitingForSignature })
    : null;
  const isPlaced = sealable === null && !text.json && before === '';
  const placed = isPlaced ? createTextChannel(rule, { heldBackChars, report, onLimit }) : null;
  const open: OpenText = {
    channel: sealable ?? placed ?? make(report),
    placed,
    owed: '',
    isTorn: false,
    lastEvent: event,
    keepsEvents: sealable !== null,
    isRewritten: false,
    seal: () => sealable?.seal(),
    breakOff: () => sealable?.breakOff(cut) ?? cut(open.channel.end()),
  };
  if (before !== '') open.channel = behindShown(open.channel, before);
  return open;
}

const nothingAhead: Ahead = { chars: 0, settled: '' };

/** What can be sent of a text now that more of it is here, and whether that is just how it came in. */
export function advance(
  open: OpenText,
  text: string,
  isClosing: boolean,
  ahead: Ahead = nothingAhead,
): { settled: string; asItCame: boolean } {
  const rest = ahead.chars === 0 ? text : text.slice(ahead.chars);
  const settled = ahead.settled + open.channel.push(rest) + (isClosing ? open.channel.end() : '');
  const owed = open.owed === null ? null : open.owed + text;
  if (owed?.startsWith(settled)) {
    open.owed = owed.slice(settled.length);
    return { settled, asItCame: true };
  }
  open.owed = open.channel.held?.() ?? null;
  return { settled, asItCame: false };
}

export function makeChannel(
  { json }: Pick<StreamText, 'json'>,
  { rule, heldBackChars }: Pick<TextPolicyOptions, 'rule' | 'heldBackChars'>,
  report: (rule: string) => void,
  onLimit: () => void,
): HeldChannel {
  const make = () => createTextChannel(rule, { heldBackChars, report, onLimit });
  return json ? createJsonTextRewriter(make, { numbers: true }) : make();
}
