import { randomFillSync } from 'node:crypto';

/** Random bytes as hexadecimal text, drawn from the system in blocks: a call needs three small pieces, each a system call alone. */
export function createRandomHex(fill: (block: Uint8Array) => unknown = randomFillSync): (bytes: number) => string {
  const block = Buffer.alloc(4096);
  let used = block.length;
  return (bytes) => {
    if (used + bytes > block.length) {
      fill(block);
      used = 0;
    }
    const from = used;
    used += bytes;
    return block.toString('hex', from, used);
  };
}
