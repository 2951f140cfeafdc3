import { dayOfCall, type Day } from '../partitions/days';
import type { CallRecord } from '../../call';
import { createTranscript, type Transcript } from './transcript';

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
/** Of one caller that are looked through, the last begun first. */
const maxPerKey = 16;
/** What a transcript takes beside its bytes, and for each text that is known of it. */
const overheadBytes = 4096;
const textBytes = 40;

/** A transcript in memory. */
export interface Kept {
  id: string;
  key: string;
  day: Day;
  transcript: Transcript;
  /** Checksums with lengths of the texts in its bodies. */
  texts: Set<number>;
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
  /** Its size may be another. */
  used(one: Kept): void;
  drop(one: Kept): void;
  dropAll(): void;
  /** How many were forgotten to make room for others. */
  forgotten(): number;
}

export function createKeptTranscripts(newId: () => string, limits: Partial<TranscriptLimits>): KeptTranscripts {
  const { keptBytes, transcriptBytes } = { ...defaults, ...limits };
  const byKey = new Map<string, Kept[]>();
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
    const others = byKey.get(one.key)?.filter((other) => other !== one) ?? [];
    if (others.length === 0) byKey.delete(one.key);
    else byKey.set(one.key, others);
  }

  function forget(one: Kept): void {
    drop(one);
    forgotten += 1;
  }

  function open(key: string, day: Day): Kept {
    const one: Kept = { id: newId(), key, day, transcript: createTranscript(), texts: new Set(), writing: null };
    for (const last of byKey.get(key)?.slice(maxPerKey - 1) ?? []) forget(last);
    byKey.set(key, [one, ...(byKey.get(key) ?? [])]);
    return one;
  }

  function find({ sessionId }: Asked, key: string, day: Day, body: Buffer): Kept | null {
    let found: Kept | null = null;
    let most = sessionId === null ? alikeBytes - 1 : -1;
    for (const one of byKey.get(key) ?? []) {
      if (one.day !== day || one.transcript.length + body.length > transcriptBytes) continue;
      const shared = one.transcript.shared(body);
      if (shared > most) [found, most] = [one, shared];
    }
    return found;
  }

  return {
    of(record) {
      const { raw } = record.request.original;
      const key = keyOf(record);
      const day = dayOfCall(record.callId);
      if (key === null || day === null || raw.length < smallestBody || raw.length > transcriptBytes) return null;
      const one = find(record, key, day, Buffer.from(raw.buffer, raw.byteOffset, raw.length)) ?? open(key, day);
      use(one);
      return one;
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
      byKey.clear();
      kept.clear();
      bytes = 0;
    },
    forgotten: () => forgotten,
  };
}

function keyOf({ callerHash, userHash, sessionId }: Asked): string | null {
  return callerHash === null ? null : [callerHash, userHash ?? '', sessionId ?? ''].join(' ');
}
