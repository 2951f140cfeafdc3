import { crc32 } from 'node:zlib';
import { createKeptTranscripts, type Asked, type Kept, type TranscriptLimits, type Writing } from './keptTranscripts';
import { placeIn, type Bodies, type Place } from './place';

/**
 * The transcripts of the conversations that go on now. Bodies share bytes within one session of one caller and user, or,
 * without a session, with what the same ones sent before that begins alike: so that what is stored tells nobody about
 * others. A transcript is of one day, as its bytes are dropped with it.
 */
export interface Transcripts {
  /** What a batch adds counts once it is written. */
  begin(): TranscriptBatch;
  /** Tells how many erasures there have been: what was written before the last one is not built on any more. */
  erased(erasures: string): void;
  /** How many conversations were forgotten to make room for others. */
  forgotten(): number;
}

export interface TranscriptBatch {
  /** How many erasures were known when it began; null before any was told. */
  readonly erasures: string | null;
  /** Null for a call that shares nothing. */
  conversationOf(record: Asked): Conversation | null;
  /** Resolves when the batches that this one builds on are written; rejects when one could not be. */
  earlier(): Promise<void>;
  end(isWritten: boolean): void;
}

export interface Conversation {
  /** Adds the bodies of an event. */
  place(bodies: Bodies): Place;
  /** The text is in none of its calls before; from now on it is. */
  isNew(text: string): boolean;
  /** The text is in one of its calls before. */
  isKnown(text: string): boolean;
}

export function createTranscripts(newId: () => string, limits: Partial<TranscriptLimits> = {}): Transcripts {
  const kept = createKeptTranscripts(newId, limits);
  let known: string | null = null;
  return {
    begin() {
      const { promise: done, resolve, reject } = Promise.withResolvers<undefined>();
      // Who builds on it asks; where nobody does, its failure is told by who writes it.
      done.catch(() => undefined);
      const writing: Writing = { done };
      const touched = new Set<Kept>();
      const before = new Set<Writing>();
      return {
        erasures: known,
        conversationOf(record) {
          const one = kept.of(record);
          if (one === null) return null;
          if (one.writing !== null && one.writing !== writing) before.add(one.writing);
          one.writing = writing;
          touched.add(one);
          return conversation(one);
        },
        async earlier() {
          await Promise.all(Array.from(before, (other) => other.done));
        },
        end(isWritten) {
          for (const one of touched) {
            if (one.writing === writing) one.writing = null;
            if (isWritten) kept.used(one);
            else kept.drop(one);
          }
          if (isWritten) resolve(undefined);
          else reject(new EarlierBatchError());
        },
      };
    },
    erased(erasures) {
      if (known !== null && known !== erasures) kept.dropAll();
      known = erasures;
    },
    forgotten: () => kept.forgotten(),
  };
}

/** It can pass: the batch comes again, and then it builds on what is there. */
class EarlierBatchError extends Error {
  constructor() {
    super('A batch that this one builds on was not written.');
    this.name = 'EarlierBatchError';
  }
}

export function conversation({ id, transcript, texts }: Pick<Kept, 'id' | 'transcript' | 'texts'>): Conversation {
  return {
    place: (bodies) => placeIn(transcript, id, bodies),
    isNew(text) {
      const sum = sumOf(text);
      if (texts.has(sum)) return false;
      texts.add(sum);
      return true;
    },
    isKnown: (text) => texts.has(sumOf(text)),
  };
}

function sumOf(text: string): number {
  return text.length * 2 ** 32 + crc32(text);
}
