import path from 'node:path';
import { messageOf } from '../../errors';
import type { Log } from '../../log';
import { readWhole, type SpoolFs } from '../spool/fs';

const fields = 3;

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
  /** The call is behind us. */
  end(sequence: number): void;
  close(): void;
}

export function openAttempts(files: SpoolFs, dir: string, log: Log): Attempts {
  const file = path.join(dir, 'attempts');
  const [current = 0, suspect = 0, deaths = 0] = decode(readWhole(files, file));
  // A call that was begun and not ended is the one it died of; an older suspect stays when there is none.
  const state =
    current === 0 ? { suspect, deaths } : { suspect: current, deaths: current === suspect ? deaths + 1 : 1 };
  const begun: number[] = [];
  let fd: number | null = null;
  let closed = false;
  let failing = false;

  /** Without this file the recording goes on, only less guarded. */
  function write(sequence: number): void {
    if (closed) return;
    const bytes = Buffer.alloc(fields * 8);
    for (const [index, value] of [sequence, state.suspect, state.deaths].entries()) {
      bytes.writeBigUInt64LE(BigInt(value), index * 8);
    }
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

  write(0);
  return {
    begin(sequence) {
      begun.push(sequence);
      write(sequence);
      return sequence === state.suspect ? state.deaths : 0;
    },
    end(sequence) {
      const index = begun.lastIndexOf(sequence);
      if (index !== -1) begun.splice(index, 1);
      write(begun.at(-1) ?? 0);
    },
    close() {
      // To leave a write that does not end is no death.
      write(0);
      closed = true;
      if (fd !== null) files.close(fd);
    },
  };
}

function decode(bytes: Buffer | null): number[] {
  if (bytes?.length !== fields * 8) return [];
  return Array.from({ length: fields }, (_, index) => Number(bytes.readBigUInt64LE(index * 8)));
}
