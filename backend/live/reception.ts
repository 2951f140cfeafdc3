import { activityMessageSchema, type ActivityMessage } from '@lens/core/api';
import type { Entry } from './frames';
import { createSenders } from './senders';

/** Longer ones are none of ours. */
const longestMessage = 16 * 1024;

export interface Reception {
  /** What a message on the channel adds to the feed: nothing where it is our own, was here before, or can't be read. */
  read(text: string): Entry[];
  unreadable(): number;
  forget(): void;
}

/** Reads what comes from the channel, on which anybody may send anything. */
export function createReception(gateway: string): Reception {
  const senders = createSenders();
  let unreadable = 0;
  return {
    read(text) {
      const message = readMessage(text);
      if (message === null) {
        unreadable += 1;
        return [];
      }
      const { gateway: from, seq } = message.data;
      if (from === gateway) return [];
      const missed = typeof from === 'string' && typeof seq === 'number' ? senders.arrived(from, seq) : 0;
      if (missed === null) return [];
      // Written anew: what stands in it beside the message's own fields stays out.
      const entry = { text: JSON.stringify(message) };
      return missed === 0 ? [entry] : [{ gap: { reason: 'lost', missed } }, entry];
    },
    unreadable: () => unreadable,
    forget: () => senders.forget(),
  };
}

function readMessage(text: string): ActivityMessage | null {
  if (text.length > longestMessage) return null;
  try {
    return activityMessageSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
