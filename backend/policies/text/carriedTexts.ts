import type { StreamText } from '@lens/core/formats';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { largeText, pushAhead, type Ahead } from './inSlices';
import { advance, type OpenText } from './openText';
import type { TextPolicyOptions } from './options';
import { isFor } from './rewriteBody';
import type { SingleTexts } from './singleTexts';

type ReadAhead = ReadonlyMap<StreamText, Ahead & { piece: string }>;

const none: readonly StreamText[] = [];

/** The texts of one event. */
export interface CarriedTexts {
  event: PolicyStreamEvent;
  /** Those that may go on. */
  own: StreamText[];
  /** Those that the event carries from their first to their last character. */
  whole: readonly StreamText[];
  /** How many there are that go on and are not for the policy. */
  others: number;
  hasLarge: boolean;
  /** What was read of long ones before the event is looked at. */
  ahead: ReadAhead | null;
}

export function carriedBy(
  event: PolicyStreamEvent,
  options: TextPolicyOptions,
  open: ReadonlyMap<string, OpenText>,
): CarriedTexts {
  const own: StreamText[] = [];
  let whole: StreamText[] | null = null;
  let others = 0;
  let hasLarge = false;
  for (const text of event.texts()) {
    if (!isFor(options, text)) others += text.whole ? 0 : 1;
    else {
      if (text.text.length > largeText) hasLarge = true;
      if (text.whole && !open.has(text.channel)) (whole ??= []).push(text);
      else own.push(text);
    }
  }
  return { event, own, whole: whole ?? none, others, hasLarge, ahead: null };
}

interface Texts {
  open: ReadonlyMap<string, OpenText>;
  single: SingleTexts;
  ctx: Pick<PolicyContext<unknown>, 'signal'>;
}

/** Reads texts of an event that would keep all other calls waiting if they were read in one go. */
export async function readAhead({ event, own, whole }: CarriedTexts, { open, single, ctx }: Texts): Promise<ReadAhead> {
  for (const text of whole) await single.rewriteInSlices(event, text);
  const ahead = new Map<StreamText, Ahead & { piece: string }>();
  // A signature decides about all of the text before it.
  const readable = event.signs().length > 0 ? [] : own.filter(({ text }) => text.length > largeText);
  for (const text of readable) {
    const target = open.get(text.channel);
    const isOnly = own.every((other) => other === text || other.channel !== text.channel);
    if (target === undefined || !isOnly) continue;
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
