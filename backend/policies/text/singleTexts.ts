import type { StreamText } from '@lens/core/formats';
import type { Report } from '@lens/core/text';
import type { PolicyStreamEvent, ThreadContext } from '../contract';
import { bodyLocation } from './bodyLocation';
import { createEarlierPieces } from './earlierPieces';
import type { TextPolicyOptions } from './options';
import { pushAhead } from './inSlices';
import { makeChannel } from './openText';
import { createReporter, createSkipReporter } from './reporter';
import { rewriteSegment } from './rewriteBody';

/** Texts of a stream that are looked at by themselves, whatever comes before and after them. */
export interface SingleTexts {
  /** One that its event carries whole. */
  rewrite(event: PolicyStreamEvent, text: StreamText): void;
  /** The same for a long one. */
  rewriteInSlices(event: PolicyStreamEvent, text: StreamText): Promise<void>;
  /** A piece of a text: in a place that nobody knows it may also be a text of its own. */
  pieceOf(event: PolicyStreamEvent, text: StreamText): string;
  pieceInSlices(event: PolicyStreamEvent, text: StreamText): Promise<string>;
  /** What was said in the place of a text that may go on from now on, and has gone out. */
  saidBefore(text: StreamText): string;
}

export function createSingleTexts(options: TextPolicyOptions, ctx: ThreadContext): SingleTexts {
  const rewritten = (event: PolicyStreamEvent, text: StreamText): string =>
    rewriteSegment(options.rule, text, createReporter(ctx, options, bodyLocation(event.api, text)));

  const earlier = createEarlierPieces(options.rule);
  const single = (event: PolicyStreamEvent, text: StreamText): string => {
    const report = reporterOf(event, text);
    return text.unsure && !text.json
      ? earlier.rewrite(text.channel, text.text, report)
      : rewriteSegment(options.rule, text, report);
  };

  const isLeft = (text: StreamText): boolean => text.signed && options.signedThinking === 'leave';
  const reporterOf = ({ api }: PolicyStreamEvent, text: StreamText): Report => {
    const location = bodyLocation(api, text);
    return isLeft(text) ? createSkipReporter(ctx, location) : createReporter(ctx, options, location);
  };

  /** A channel that is given the whole text makes the same of it. */
  async function rewrittenInSlices(event: PolicyStreamEvent, text: StreamText): Promise<string> {
    const whole = { rule: options.rule, heldBackChars: Infinity };
    const channel = makeChannel(text, whole, reporterOf(event, text), () => undefined);
    const { chars, settled } = await pushAhead(channel, text.text, ctx.signal);
    return settled + channel.push(text.text.slice(chars)) + channel.end();
  }

  const put = (text: StreamText, written: string): void => {
    if (written !== text.text && !isLeft(text)) text.replace(written);
  };

  return {
    rewrite: (event, text) => put(text, single(event, text)),
    rewriteInSlices: async (event, text) => put(text, await rewrittenInSlices(event, text)),
    pieceOf: (event, text) => (text.unsure ? rewritten(event, text) : text.text),
    pieceInSlices: async (event, text) => (text.unsure ? rewrittenInSlices(event, text) : text.text),
    saidBefore: ({ channel, unsure, json }) => (unsure && !json ? earlier.take(channel) : ''),
  };
}
