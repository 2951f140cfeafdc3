import path from 'node:path';
import { messageOf } from '../../errors';
import type { Log } from '../../log';
import { readWhole, type SpoolFs } from '../spool/fs';
import { deathsWhole } from './whyPartial';

/** Calls that lie close together are read again whenever the recorder dies of one of them: each that is known stays so. */
const maxSuspects = 32;

/**
 * Remembers which call is being processed, in a file, because the recorder may die of one (too large for its memory),
 * perhaps with everything around it: then nothing else could tell the next one not to die of it again, and again. Not
 * synced: it is about the process' death, not the machine's.
 */
export interface Attempts {
  /**
   * How often the recorder died of this call before. A call is known by its last sequence. While one is written another may
   * be read: the later one is what the recorder would die of.
   */
  begin(sequence: number): number;
  /** The call is behind us. Where another follows at once, that one is noted in its place: a write a call, not two. */
  end(sequence: number): void;
  /** Nothing follows for now: a process that dies from here on died of no call that has ended. */
  rest(): void;
  close(): void;
}

const fileIn = (dir: string) => path.join(dir, 'attempts');

/** Whether the recorder that is gone was in the middle of a call: it died of that one, and the next does so twice more at most. */
export function diedOfCall(files: SpoolFs, dir: string): boolean {
  return decode(readWhole(files, fileIn(dir))).current !== 0;
}

export function openAttempts(files: SpoolFs, dir: string, log: Log): Attempts {
  const file = fileIn(dir);
  const { current, suspects } = decode(readWhole(files, file));
  // A call that was begun and not ended is the one it died of. Another that it died of once is cleared by that.
  if (current !== 0) {
    const deaths = (suspects.get(current) ?? 0) + 1;
    for (const [sequence, before] of suspects) if (before < deathsWhole) suspects.delete(sequence);
    suspects.delete(current);
    suspects.set(current, deaths);
  }
  const begun: number[] = [];
  let isBehind = false;
  let fd: number | null = null;
  let closed = false;
  let failing = false;

  /** Without this file the recording goes on, only less guarded. */
  function write(bytes: Buffer): void {
    if (closed) return;
    try {
      fd ??= files.open(file, files.sizeOf(file) === null ? 'create' : 'write');
      files.write(fd, [bytes], 0);
      failing = false;
    } catch (error) {
      if (!failing)
        log.warn({ file, error: messageOf(error) }, 'The recorder cannot note which call it is processing.');
      failing = true;
    }
  }

  write(encode([0, ...[...suspects].slice(-maxSuspects).flat()], 1 + 2 * maxSuspects));
  return {
    begin(sequence) {
      begun.push(sequence);
      isBehind = false;
      write(encode([sequence]));
      return suspects.get(sequence) ?? 0;
    },
    end(sequence) {
      const index = begun.lastIndexOf(sequence);
      if (index !== -1) begun.splice(index, 1);
      const still = begun.at(-1);
      if (still === undefined) isBehind = true;
      else write(encode([still]));
    },
    rest() {
      if (isBehind) write(encode([0]));
      isBehind = false;
    },
    close() {
      // To leave a write that does not end is no death.
      write(encode([0]));
      closed = true;
      if (fd !== null) files.close(fd);
    },
  };
}

/** The call that is being processed, then each suspect with how often the recorder died of it. */
function encode(numbers: number[], fields = numbers.length): Buffer {
  const bytes = Buffer.alloc(fields * 8);
  for (const [index, value] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(value), index * 8);
  return bytes;
}

function decode(bytes: Buffer | null): { current: number; suspects: Map<number, number> } {
  const numbers = Array.from({ length: Math.floor((bytes?.length ?? 0) / 8) }, (_, index) =>
    Number(bytes?.readBigUInt64LE(index * 8)),
  );
  const [current = 0, ...table] = numbers;
  const suspects = new Map<number, number>();
  for (let at = 0; at + 1 < table.length; at += 2) {
    const [sequence = 0, deaths = 0] = table.slice(at, at + 2);
    if (sequence !== 0) suspects.set(sequence, deaths);
  }
  return { current, suspects };
}
