import type { StreamText, TextChannel } from '@lens/core/formats';
import type { PolicyContext, PolicyStreamEvent } from '../contract';
import { bodyLocation } from './bodyLocation';
import { createWatchedText } from './openText';
import type { TextPolicyOptions } from './options';
import { createSkipReporter } from './reporter';
import { rewriteSegment } from './rewriteBody';

/** Signed texts that are left alone, and looked at to tell what would have been replaced. */
export interface WatchedTexts {
  /** False for a text that may be rewritten. */
  watch(event: PolicyStreamEvent, text: StreamText): boolean;
  isEmpty(): boolean;
  channels(): Iterable<string>;
  finish(channel: string): void;
}

export function createWatchedTexts(options: TextPolicyOptions, ctx: PolicyContext<unknown>): WatchedTexts {
  const watched = new Map<string, TextChannel>();
  return {
    watch(event, text) {
      if (!text.signed || options.signedThinking === 'rewrite') return false;
      if (text.whole) {
        rewriteSegment(options.rule, text, createSkipReporter(ctx, bodyLocation(event.api, text)));
        return true;
      }
      const channel = watched.get(text.channel) ?? createWatchedText(event, text, ctx, options);
      watched.set(text.channel, channel);
      channel.push(text.text);
      return true;
    },
    isEmpty: () => watched.size === 0,
    channels: () => watched.keys(),
    finish(channel) {
      watched.get(channel)?.end();
      watched.delete(channel);
    },
  };
}
