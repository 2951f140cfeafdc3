import { crc32 } from 'node:zlib';
import { dayOfCall } from '../partitions/days';
import type { CallRecord } from '../../call';
import { createByBeginning, type Begun } from './byBeginning';
import { createTranscript, type Transcript } from './transcript';
import { nameOf, type ConversationKey, type TranscriptIds } from './transcriptIds';

export interface TranscriptLimits {
  /** Of all transcripts in memory; beyond it those that were not used for longest are forgotten. */
  keptBytes: number;
  /** A conversation goes on in another transcript then: one body is read with all the rows that it has pieces of. */
  transcriptBytes: number;
}

const MIB = 1024 * 1024;
const defaults: TranscriptLimits = { keptBytes: 64 * MIB, transcriptBytes: 8 * MIB };

/** Smaller bodies take less than what it costs to point at them. */
const smallestBody = 512;
/** So much at the beginning must be alike where no session says that calls belong together. */
const alikeBytes = 1024;
/** Of one session, of one caller that begin alike, and of what is read back of one: the last begun first. */
export const maxPerKey = 16;
/** What a transcript takes beside its bytes, and for each text that is known of it. */
const overheadBytes = 4096;
const textBytes = 40;

/** A transcript as it was read back. */
export interface Found {
  id: string;
  transcript: Transcript;
  /** Checksums with lengths of the texts in its bodies. */
  texts: Set<number>;
}

/** A transcript in memory. */
export interface Kept extends Found, Begun {
  /** The last batch that added to it, until it is written. */
  writing: Writing | null;
}

export interface Writing {
  done: Promise<void>;
}

export type Asked = Pick<CallRecord, 'callId' | 'callerHash' | 'userHash' | 'sessionId' | 'request'>;

export interface KeptTranscripts {
  /** The transcript that a call's bodies go into; null where they are kept by themselves. */
  of(record: Asked): Kept | null;
  /** The conversations of calls of which it has nothing. */
  unknown(records: readonly Asked[]): ConversationKey[];
  /** Takes what was found of a conversation, the latest first, where it still has nothing of it. */
  restore(conversation: ConversationKey, found: readonly Found[]): void;
  /** Its size may be another. */
  used(one: Kept): void;
  drop(one: Kept): void;
  dropAll(): void;
  /** How many were forgotten to make room for others. */
  forgotten(): number;
}

export function createKeptTranscripts(
  ids: Pick<TranscriptIds, 'newId'>,
  limits: Partial<TranscriptLimits>,
): KeptTranscripts {
  const { keptBytes, transcriptBytes } = { ...defaults, ...limits };
  const byBeginning = createByBeginning<Kept>();
  /** With their sizes, the last used last. */
  const kept = new Map<Kept, number>();
  let bytes = 0;
  let forgotten = 0;

  function use(one: Kept): void {
    const size = one.transcript.memoryBytes + one.texts.size * textBytes + overheadBytes;
    bytes += size - (kept.get(one) ?? 0);
    kept.delete(one);
    kept.set(one, size);
  }

  function drop(one: Kept): void {
    bytes -= kept.get(one) ?? 0;
    kept.delete(one);
    byBeginning.remove(one);
  }

  function forget(one: Kept): void {
    drop(one);
    forgotten += 1;
  }

  function open({ key, day, beginning }: Begun): Kept {
    const id = ids.newId({ key, day });
    const transcript = createTranscript();
    const one: Kept = { id, key, day, beginning, transcript, texts: new Set(), writing: null };
    for (const last of byBeginning.alike(one).slice(maxPerKey - 1)) forget(last);
    byBeginning.add(one);
    return one;
  }

  function find(begun: Begun, body: Buffer): Kept | null {
    const room = transcriptBytes - body.length;
    const all = byBeginning.alike(begun).filter((one) => one.transcript.length <= room);
    // Nearly always a session has one.
    if (begun.beginning === null && all.length < 2) return all[0] ?? null;
    return mostAlike(all, body, begun.beginning === null ? 0 : alikeBytes);
  }

  return {
    of(record) {
      const { raw } = record.request.original;
      const conversation = conversationOf(record, transcriptBytes);
      if (conversation === null) return null;
      const body = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
      const begun = begunWith(conversation, body);
      const one = find(begun, body) ?? open(begun);
      use(one);
      return one;
    },
    unknown(records) {
      const all = records.map((record) => conversationOf(record, transcriptBytes));
      return eachOnce(all.filter((one) => one !== null).filter((one) => !byBeginning.has(one)));
    },
    restore(conversation, found) {
      if (found.length === 0 || byBeginning.has(conversation)) return;
      for (const { id, transcript, texts } of found.toReversed()) {
        const begun = begunWith(conversation, transcript.between(0, transcript.length));
        const one: Kept = { ...begun, id, transcript, texts, writing: null };
        byBeginning.add(one);
        use(one);
      }
    },
    used(one) {
      if (kept.has(one)) use(one);
      for (const oldest of kept.keys()) {
        if (bytes <= keptBytes) return;
        forget(oldest);
      }
    },
    drop,
    dropAll() {
      byBeginning.clear();
      kept.clear();
      bytes = 0;
    },
    forgotten: () => forgotten,
  };
}

function begunWith({ key, day }: ConversationKey, bytes: Buffer): Begun {
  return { key, day, beginning: isOfSession(key) ? null : crc32(bytes.subarray(0, alikeBytes)) };
}

/** That which begins most like the body, for at least so many bytes. */
function mostAlike(all: readonly Kept[], body: Buffer, leastBytes: number): Kept | null {
  let found: Kept | null = null;
  let most = leastBytes - 1;
  for (const one of all) {
    const shared = one.transcript.shared(body);
    if (shared > most) [found, most] = [one, shared];
  }
  return found;
}

function eachOnce(conversations: readonly ConversationKey[]): ConversationKey[] {
  return [...new Map(conversations.map((one) => [nameOf(one), one])).values()];
}

/** Null where a call shares nothing. */
function conversationOf(record: Asked, mostBytes: number): ConversationKey | null {
  const { length } = record.request.original.raw;
  const key = keyOf(record);
  const day = dayOfCall(record.callId);
  if (key === null || day === null || length < smallestBody || length > mostBytes) return null;
  return { key, day };
}

function keyOf({ callerHash, userHash, sessionId }: Asked): string | null {
  return callerHash === null ? null : [callerHash, userHash ?? '', sessionId ?? ''].join(' ');
}

/** As `keyOf` has it. */
function isOfSession(key: string): boolean {
  return !key.endsWith(' ');
}
