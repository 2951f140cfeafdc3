import type { StreamText } from '@lens/core/formats';
import { turnOfTheLoop } from '../../maybe';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { largeText, manyTexts, pushAhead, type Ahead } from './inSlices';
import { advance, type OpenText } from './openText';
import type { TextPolicyOptions } from './options';
import { isFor } from './rewriteBody';
import type { SingleTexts } from './singleTexts';

type ReadAhead = ReadonlyMap<StreamText, Ahead & { piece: string }>;

const none: readonly never[] = [];

/** The texts of one event. */
export interface CarriedTexts {
  event: PolicyStreamEvent;
  /** Those that may go on. */
  own: StreamText[];
  /** Those that are read by themselves: that the event carries from their first to their last character. */
  whole: readonly StreamText[];
  /** How many of those could have gone on, beyond what is followed. */
  beyond: number;
  /** One that goes on and is not for the policy; null when there is none. */
  other: StreamText | null;
  /** It takes too long to read them all in one go. */
  isLarge: boolean;
  /** What was read of long ones before the event is looked at. */
  ahead: ReadAhead | null;
}

/**
 * Texts that are followed from event to event at one time. Each costs every event a look; a provider numbers its choices and
 * calls, and no answer has as many.
 */
export const mostOpen = 256;

export function carriedBy(
  event: PolicyStreamEvent,
  options: TextPolicyOptions,
  open: Pick<ReadonlySet<string>, 'has'>,
): CarriedTexts {
  const own: StreamText[] = [];
  let whole: StreamText[] | null = null;
  let other: StreamText | null = null;
  let beyond = 0;
  let isLarge = false;
  for (const text of event.texts()) {
    if (!isFor(options, text)) other = text.whole ? other : text;
    else {
      if (text.text.length > largeText) isLarge = true;
      const isBeyond = !text.whole && own.length >= mostOpen && !open.has(text.channel);
      if (isBeyond) beyond += 1;
      if (isBeyond || (text.whole && !open.has(text.channel))) (whole ??= []).push(text);
      else own.push(text);
    }
  }
  isLarge ||= own.length + (whole?.length ?? 0) > manyTexts;
  return { event, own, whole: whole ?? none, beyond, other, isLarge, ahead: null };
}

/** Of too many open texts those that were begun first, as far as the event does not go on with them. */
export function crowdedOut({ own }: CarriedTexts, open: ReadonlyMap<string, OpenText>): readonly string[] {
  if (open.size + own.length <= mostOpen) return none;
  const more = own.filter(({ channel }) => !open.has(channel)).length;
  if (open.size + more <= mostOpen) return none;
  const goOn = new Set(own.map(({ channel }) => channel));
  return [...open.keys()].filter((channel) => !goOn.has(channel)).slice(0, open.size + more - mostOpen);
}

interface Texts {
  open: ReadonlyMap<string, OpenText>;
  single: SingleTexts;
  ctx: Pick<PolicyContext<unknown>, 'signal'>;
}

/** Reads texts of an event that would keep all other calls waiting if they were read in one go. */
export async function readAhead({ event, own, whole }: CarriedTexts, { open, single, ctx }: Texts): Promise<ReadAhead> {
  for (const [index, text] of whole.entries()) {
    if (text.text.length > largeText) await single.rewriteInSlices(event, text);
    else single.rewrite(event, text);
    if (index % manyTexts === manyTexts - 1) await turnOfTheLoop();
    ctx.signal.throwIfAborted();
  }
  const ahead = new Map<StreamText, Ahead & { piece: string }>();
  const times = new Map<string, number>();
  for (const { channel } of own) times.set(channel, (times.get(channel) ?? 0) + 1);
  // A signature decides about all of the text before it.
  const readable = event.signs().length > 0 ? [] : own.filter(({ text }) => text.length > largeText);
  for (const text of readable) {
    const target = open.get(text.channel);
    if (target === undefined || times.get(text.channel) !== 1) continue;
    const piece = await single.pieceInSlices(event, text);
    ahead.set(text, { piece, ...(await pushAhead(target.channel, piece, ctx.signal)) });
  }
  return ahead;
}

interface Advancing {
  single: SingleTexts;
  target: OpenText;
  /** The text ends with the event. */
  isClosing: boolean;
}

/** Brings an open text further by what its event says of it. */
export function advanceBy(
  text: StreamText,
  { event, ahead }: CarriedTexts,
  { single, target, isClosing }: Advancing,
): ReturnType<typeof advance> {
  const read = ahead?.get(text);
  return advance(target, read?.piece ?? single.pieceOf(event, text), isClosing, read);
}
