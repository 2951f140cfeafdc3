import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { encodeRecord, recordTypes } from './record';

/** The first record of every segment: who wrote it and since when. */
export interface SegmentHeader {
  version: 1;
  /** One id per opening of the spool: calls left open by another boot will never end. */
  boot: string;
  /** Milliseconds since the Unix epoch. */
  openedAt: number;
  segment: number;
  /**
   * Set after a failed sync: everything from that position up to this segment is written again here, because what the
   * disk kept of it is unknown. Readers skip the first copy.
   */
  repeatsFrom?: { segment: number; offset: number } | undefined;
}

const schema = z.object({
  version: z.literal(1),
  boot: z.string(),
  openedAt: z.number(),
  segment: z.number(),
  repeatsFrom: z.object({ segment: z.number(), offset: z.number() }).optional(),
});

/** Its sequence is that of the last record before it; it uses none of its own. */
export function encodeHeader(header: SegmentHeader, lastSequence: number): Uint8Array[] {
  return encodeRecord(lastSequence, recordTypes.header, [Buffer.from(JSON.stringify(header))], 0);
}

export function decodeHeader(payload: Buffer): SegmentHeader | null {
  try {
    return schema.safeParse(JSON.parse(payload.toString())).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function seedOf(header: Pick<SegmentHeader, 'boot' | 'segment'>): number {
  return crc32(`${header.boot}:${header.segment}`);
}
