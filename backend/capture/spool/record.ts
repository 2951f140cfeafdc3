import { crc32 } from 'node:zlib';

/**
 * A record on disk: u32 length of all that follows the checksum, u32 CRC-32 over the same, u64 sequence, u8 type,
 * payload; little-endian. The checksum starts from the segment's own seed, so that bytes inside a payload (a body that
 * happens to be a spool file) can't pass for a record when a reader looks for the next whole one after damage.
 */
export const headerBytes = 17;
const sequenceAndType = 9;

/**
 * A call that is over before it is told of is one record, `whole`: it is there with all of it, or not at all. `spans` are
 * what came together of the spans around calls.
 */
export const recordTypes = { header: 0, start: 1, part: 2, end: 3, whole: 4, spans: 5 } as const;
export type FrameType = 1 | 2 | 3 | 4 | 5;
/** The last there is: what has a higher one is damaged, or of a later version. */
export const highestType = recordTypes.spans;

/** Who tells of it waits for an answer, and tells again. */
export function isTold(type: number): boolean {
  return type === recordTypes.whole || type === recordTypes.spans;
}

/** With this record a call begins. */
export function beginsCall(type: number): boolean {
  return type === recordTypes.start || type === recordTypes.whole;
}

/** Nothing longer is written, and a longer length read means damage. */
export const maxPayloadBytes = 1024 * 1024 * 1024;

/** Up to here a copy costs less than a vectored write and a checksum in parts. */
const copiedBytes = 8 * 1024;

/** The record as buffers for one write; a large payload is not copied. */
export function encodeRecord(sequence: number, type: number, payload: Uint8Array[], seed: number): Uint8Array[] {
  let length = sequenceAndType;
  for (const part of payload) length += part.length;
  const isCopied = length <= copiedBytes;
  const record = Buffer.allocUnsafe(isCopied ? 8 + length : headerBytes);
  record.writeUInt32LE(length, 0);
  record.writeBigUInt64LE(BigInt(sequence), 8);
  record.writeUInt8(type, 16);
  if (isCopied) copyInto(record, headerBytes, payload);
  const rest = isCopied ? [] : payload;
  let checksum = crc32(record.subarray(8), seed);
  for (const part of rest) checksum = crc32(part, checksum);
  record.writeUInt32LE(checksum, 4);
  return [record, ...rest];
}

function copyInto(target: Buffer, start: number, parts: Uint8Array[]): void {
  let at = start;
  for (const part of parts) {
    target.set(part, at);
    at += part.length;
  }
}

export type Decoded =
  | { kind: 'record'; sequence: number; type: number; payload: Buffer; bytes: number }
  /** The record goes on beyond the buffer; `bytes` is what it needs in all, as far as known. */
  | { kind: 'partial'; bytes: number }
  | { kind: 'damaged' };

/** Reads the record at `offset`. The payload is a view into `buffer`. */
export function decodeRecord(buffer: Buffer, offset: number, seed: number): Decoded {
  const available = buffer.length - offset;
  if (available < headerBytes) return { kind: 'partial', bytes: headerBytes };
  const length = buffer.readUInt32LE(offset);
  if (length < sequenceAndType || length > maxPayloadBytes + sequenceAndType) return { kind: 'damaged' };
  const bytes = 8 + length;
  if (available < bytes) return { kind: 'partial', bytes };
  const rest = buffer.subarray(offset + 8, offset + bytes);
  const type = buffer.readUInt8(offset + 16);
  const from = type === recordTypes.header ? 0 : seed;
  if (crc32(rest, from) !== buffer.readUInt32LE(offset + 4)) return { kind: 'damaged' };
  const sequence = Number(buffer.readBigUInt64LE(offset + 8));
  return { kind: 'record', sequence, type, payload: buffer.subarray(offset + headerBytes, offset + bytes), bytes };
}
