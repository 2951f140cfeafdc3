import { write } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../errors';
import type { LineDestination } from './recordSinks';

const againMs = 50;

/**
 * Standard output, where a collector reads. Written in a thread of Node's pool: where nobody reads on, a pipe is full for ever,
 * and its writer must not stand still with it. One write at a time, so that no more than one thread waits there.
 */
export function fileLines(name: string, fd: number): LineDestination {
  let writing: Promise<void> | null = null;

  async function writeAll(bytes: Buffer, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { written, error } = await writeSome(fd, bytes.subarray(at));
      if (error !== null && codeOf(error) !== 'EAGAIN') throw error;
      if (error !== null) await wait(againMs, undefined, { signal });
      at += written;
    }
  }

  return {
    name,
    async write(lines, signal) {
      if (writing !== null) throw new Error('What was written before is not taken yet.');
      const bytes = Buffer.from(`${lines.join('\n')}\n`);
      writing = writeAll(bytes, signal).finally(() => (writing = null));
      await writing;
    },
  };
}

function writeSome(fd: number, bytes: Buffer): Promise<{ written: number; error: Error | null }> {
  return new Promise((resolve) => {
    write(fd, bytes, 0, bytes.length, null, (error, written) => resolve({ written: error ? 0 : written, error }));
  });
}
