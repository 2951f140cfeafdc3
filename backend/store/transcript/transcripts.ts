import { crc32 } from 'node:zlib';
import type { KnownTexts } from '../search/searchText';
import { createFlights } from './flights';
import {
  createKeptTranscripts,
  type Asked,
  type Found,
  type Kept,
  type TranscriptLimits,
  type Writing,
} from './keptTranscripts';
import { placeIn, type Bodies, type Place } from './place';
import type { ConversationKey, TranscriptIds } from './transcriptIds';

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
  /** Reads back what there is of conversations that nothing is in memory of; nobody writes these when it begins. */
  readBack(records: readonly Asked[], read: ReadConversations): Promise<void>;
  /** Something is to be read back for these calls. */
  isUnknown(records: readonly Asked[]): boolean;
  /** Nothing that was written is built on any more. */
  forget(): void;
  /** How many conversations were forgotten to make room for others. */
  forgotten(): number;
}

type ReadConversations = (
  conversations: readonly ConversationKey[],
) => Promise<{ conversation: ConversationKey; found: Found[] }[]>;

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
  /** What is known of the texts of a call whose request went out as these bytes; more is when they are placed. */
  textsOf(request: Uint8Array): KnownTexts;
  /** The text is in one of its calls before. */
  isKnown(text: string): boolean;
}

export function createTranscripts(
  ids: Pick<TranscriptIds, 'newId'>,
  limits: Partial<TranscriptLimits> = {},
): Transcripts {
  const kept = createKeptTranscripts(ids, limits);
  const flights = createFlights();
  const unwritten = (records: readonly Asked[]) => kept.unknown(records).filter((one) => !flights.isWriting(one));
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
          if (!touched.has(one)) flights.begin(one);
          touched.add(one);
          return conversation(one);
        },
        async earlier() {
          await Promise.all(Array.from(before, (other) => other.done));
        },
        end(isWritten) {
          for (const one of touched) {
            flights.end(one);
            if (one.writing === writing) one.writing = null;
            if (isWritten) kept.used(one);
            else kept.drop(one);
          }
          touched.clear();
          if (isWritten) resolve(undefined);
          else reject(new EarlierBatchError());
        },
      };
    },
    erased(erasures) {
      if (known !== null && known !== erasures) kept.dropAll();
      known = erasures;
    },
    async readBack(records, read) {
      const unknown = unwritten(records);
      if (unknown.length === 0) return;
      const reading = flights.read();
      try {
        for (const { conversation: one, found } of await read(unknown)) {
          if (reading.isStill(one)) kept.restore(one, found);
        }
      } finally {
        reading.end();
      }
    },
    isUnknown: (records) => unwritten(records).length > 0,
    forget: () => kept.dropAll(),
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
  let lastTurn: Uint8Array | null = null;

  /** The text is in none of its calls before; from now on it is. */
  function isNew(text: string): boolean {
    const sum = sumOf(text);
    if (texts.has(sum)) return false;
    texts.add(sum);
    return true;
  }

  return {
    place(bodies) {
      if (bodies.isTurn) lastTurn = bodies.final ?? bodies.original;
      return placeIn(transcript, id, bodies);
    },
    textsOf(request) {
      if (request !== lastTurn) return { isNew, newBytes: Infinity, learned: () => undefined };
      return { isNew, newBytes: request.length - transcript.known(), learned: () => transcript.learned() };
    },
    isKnown: (text) => texts.has(sumOf(text)),
  };
}

function sumOf(text: string): number {
  return text.length * 2 ** 32 + crc32(text);
}
