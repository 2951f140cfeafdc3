import { decodeRecord, headerBytes, highestType, recordTypes, type Decoded } from './record';
import type { SpoolFs } from './fs';

const chunkBytes = 256 * 1024;
/** How often the bytes of a segment may be checksummed in search of a whole record, so that crafted bytes can't stall. */
const resyncPasses = 16;

/** Reads records of one file by offset through a window that is reused: a payload is valid until the next read. */
export interface Window {
  /** The record at `offset`; `partial` when the file ends within it. */
  at(offset: number, seed: number): Decoded;
  /**
   * The offset of the next whole record after damage, with a sequence after `sequence`; null when the rest of the file
   * holds none.
   */
  resync(from: number, seed: number, sequence: number): number | null;
  /** Forgets what was read: the file has grown or was cut. */
  refresh(): void;
}

/** What a record's fixed part says, when it can be one; cheap enough to be asked at every byte. */
function plausible(buffer: Buffer, at: number): { bytes: number; sequence: number } | null {
  const type = buffer[at + 16];
  if (type === undefined || type === recordTypes.header || type > highestType) return null;
  return { bytes: 8 + buffer.readUInt32LE(at), sequence: Number(buffer.readBigUInt64LE(at + 8)) };
}

export function createWindow(files: SpoolFs, fd: number): Window {
  let buffer = Buffer.alloc(0);
  let start = 0;
  let storage = Buffer.alloc(0);

  function load(offset: number, bytes: number): void {
    const wanted = Math.max(chunkBytes, bytes);
    // One record of many megabytes must not keep its room for ever.
    if (storage.length < wanted || storage.length > 8 * wanted) storage = Buffer.allocUnsafeSlow(wanted);
    let filled = 0;
    while (filled < storage.length) {
      const read = files.read(fd, storage.subarray(filled), offset + filled);
      if (read === 0) break;
      filled += read;
    }
    buffer = storage.subarray(0, filled);
    start = offset;
  }

  function at(offset: number, seed: number): Decoded {
    const held = offset >= start && offset - start <= buffer.length;
    const first: Decoded = held ? decodeRecord(buffer, offset - start, seed) : { kind: 'partial', bytes: headerBytes };
    if (first.kind !== 'partial') return first;
    // A length that points beyond the file must not make the window grow to it.
    const size = files.size(fd);
    load(offset, Math.min(first.bytes, Math.max(0, size - offset)));
    const second = decodeRecord(buffer, 0, seed);
    if (second.kind !== 'partial' || offset + second.bytes > size) return second;
    load(offset, second.bytes);
    return decodeRecord(buffer, 0, seed);
  }

  function resync(from: number, seed: number, sequence: number): number | null {
    const size = files.size(fd);
    const highest = sequence + size / headerBytes;
    let budget = resyncPasses * size;
    for (let offset = from; offset + headerBytes <= size && budget > 0; offset++) {
      if (offset < start || offset + headerBytes > start + buffer.length) load(offset, headerBytes);
      if (buffer.length < headerBytes) return null;
      const found = plausible(buffer, offset - start);
      if (!found || found.sequence <= sequence || found.sequence > highest || offset + found.bytes > size) continue;
      budget -= found.bytes;
      if (at(offset, seed).kind === 'record') return offset;
    }
    return null;
  }

  return { at, resync, refresh: () => (buffer = Buffer.alloc(0)) };
}
