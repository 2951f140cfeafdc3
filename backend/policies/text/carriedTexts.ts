import type { StreamText } from '@lens/core/formats';
import type { PolicyStreamEvent } from '../contract';
import { largeText, pushAhead, type Ahead } from './inSlices';
import { advance, type OpenText } from './openText';
import type { TextPolicyOptions } from './options';
import { isFor } from './rewriteBody';
import type { SingleTexts } from './singleTexts';

/** The texts of one event. */
export interface CarriedTexts {
  /** Those that may go on. */
  own: StreamText[];
  /** Those that the event carries from their first to their last character. */
  whole: StreamText[];
  /** How many there are that go on and are not for the policy. */
  others: number;
  hasLarge: boolean;
}

export function carriedBy(
  event: PolicyStreamEvent,
  options: TextPolicyOptions,
  open: ReadonlyMap<string, OpenText>,
): CarriedTexts {
  const own: StreamText[] = [];
  const whole: StreamText[] = [];
  let others = 0;
  let hasLarge = false;
  for (const text of event.texts()) {
    if (!isFor(options, text)) others += text.whole ? 0 : 1;
    else {
      if (text.text.length > largeText) hasLarge = true;
      if (text.whole && !open.has(text.channel)) whole.push(text);
      else own.push(text);
    }
  }
  return { own, whole, others, hasLarge };
}

/** What was read of long texts before their event is looked at. */
type ReadAhead = ReadonlyMap<StreamText, Ahead & { piece: string }>;

interface Texts {
  open: ReadonlyMap<string, OpenText>;
  single: SingleTexts;
  signal: AbortSignal;
}

/** Reads texts of an event that would keep all other calls waiting if they were read in one go. */
export async function readAhead(
  event: PolicyStreamEvent,
  { own, whole }: CarriedTexts,
  { open, single, signal }: Texts,
): Promise<ReadAhead> {
  for (const text of whole) await single.rewriteInSlices(event, text);
  const ahead = new Map<StreamText, Ahead & { piece: string }>();
  // A signature decides about all of the text before it.
  const readable = event.signs().length > 0 ? [] : own.filter(({ text }) => text.length > largeText);
  for (const text of readable) {
    const target = open.get(text.channel);
    const isOnly = own.every((other) => other === text || other.channel !== text.channel);
    if (target === undefined || !isOnly) continue;
    const piece = await single.pieceInSlices(event, text);
    ahead.set(text, { piece, ...(await pushAhead(target.channel, piece, signal)) });
  }
  return ahead;
}

/** Brings a text further by what an event says of it. */
export type Step = (target: OpenText, text: StreamText, isClosing: boolean) => ReturnType<typeof advance>;

export function stepOf(event: PolicyStreamEvent, single: SingleTexts, ahead?: ReadAhead): Step {
  return (target, text, isClosing) => {
    const read = ahead?.get(text);
    return advance(target, read?.piece ?? single.pieceOf(event, text), isClosing, read);
  };
}
