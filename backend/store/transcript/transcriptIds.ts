import { createHmac, randomBytes } from 'node:crypto';
import { dayMs, type Day } from '../partitions/days';

/** Whose calls share bytes, and on which day. */
export interface ConversationKey {
  key: string;
  day: Day;
}

/** One text a conversation and day. What is stored is found by its digest, so that it stays as it is. */
export function nameOf({ key, day }: ConversationKey): string {
  return `${day} ${key}`;
}

/**
 * Ids of transcripts: UUIDs of version 8 that begin with a keyed digest of the conversation, so that who has the key finds
 * those of a conversation, and nobody else knows which belong together. What follows is the time, and drawn at random.
 */
export interface TranscriptIds {
  newId(conversation: ConversationKey): string;
  /** All ids that a conversation may have, in the order of time. */
  rangeOf(conversation: ConversationKey): { first: string; last: string };
}

export function transcriptIds(key: string, now = Date.now): TranscriptIds {
  const digestOf = (conversation: ConversationKey): string => {
    const digest = createHmac('sha256', key).update(nameOf(conversation)).digest('hex');
    return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(12, 15)}-8`;
  };
  return {
    newId(conversation) {
      const time = (now() % dayMs).toString(16).padStart(7, '0');
      return `${digestOf(conversation)}${time.slice(0, 3)}-${time.slice(3)}${randomBytes(4).toString('hex')}`;
    },
    rangeOf(conversation) {
      const digest = digestOf(conversation);
      return { first: `${digest}000-000000000000`, last: `${digest}fff-ffffffffffff` };
    },
  };
}
