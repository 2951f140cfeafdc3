import { nameOf, type ConversationKey } from './transcriptIds';

/**
 * Which conversations are being written. What is read of one meanwhile may be less than is stored a moment later, and nothing
 * may be built on it.
 */
export interface Flights {
  begin(conversation: ConversationKey): void;
  end(conversation: ConversationKey): void;
  isWriting(conversation: ConversationKey): boolean;
  /** From now on it is noted what is written. */
  read(): Reading;
}

interface Reading {
  /** The conversation was not written since the reading began. */
  isStill(conversation: ConversationKey): boolean;
  end(): void;
}

export function createFlights(): Flights {
  const writing = new Map<string, number>();
  const readings = new Set<Set<string>>();
  const isWriting = (conversation: ConversationKey) => writing.has(nameOf(conversation));
  return {
    begin(conversation) {
      const name = nameOf(conversation);
      writing.set(name, (writing.get(name) ?? 0) + 1);
    },
    end(conversation) {
      const name = nameOf(conversation);
      const left = (writing.get(name) ?? 1) - 1;
      if (left === 0) writing.delete(name);
      else writing.set(name, left);
      for (const written of readings) written.add(name);
    },
    isWriting,
    read() {
      const written = new Set<string>();
      readings.add(written);
      return {
        isStill: (conversation) => !written.has(nameOf(conversation)) && !isWriting(conversation),
        end: () => void readings.delete(written),
      };
    },
  };
}
