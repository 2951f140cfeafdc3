import { isUtf8 } from 'node:buffer';

export const EMPTY = Buffer.alloc(0);

/** The chunks as one buffer, without a copy when there is only one. */
export function join(chunks: readonly Buffer[]): Buffer {
  const [first = EMPTY] = chunks;
  return chunks.length <= 1 ? first : Buffer.concat(chunks);
}

/** Whether they are text, whatever their label says. */
export function isText(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}
