import type { StreamText } from '@lens/core/formats';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { bodyLocation } from './bodyLocation';
import type { TextPolicyOptions } from './options';
import { createReporter, createSkipReporter } from './reporter';
import { rewriteSegment } from './rewriteBody';

/** Texts of a stream that are looked at by themselves, whatever comes before and after them. */
export interface SingleTexts {
  /** One that its event carries whole. */
  rewrite(event: PolicyStreamEvent, text: StreamText): void;
  /** A piece of a text: in a place that nobody knows it may also be a text of its own. */
  pieceOf(event: PolicyStreamEvent, text: StreamText): string;
}

export function createSingleTexts(options: TextPolicyOptions, ctx: PolicyContext<unknown>): SingleTexts {
  const rewritten = (event: PolicyStreamEvent, text: StreamText): string =>
    rewriteSegment(options.rule, text, createReporter(ctx, options, bodyLocation(event.api, text)));

  return {
    rewrite(event, text) {
      if (text.signed && options.signedThinking === 'leave') {
        rewriteSegment(options.rule, text, createSkipReporter(ctx, bodyLocation(event.api, text)));
        return;
      }
      const written = rewritten(event, text);
      if (written !== text.text) text.replace(written);
    },
    pieceOf: (event, text) => (text.unsure ? rewritten(event, text) : text.text),
  };
}
