import { randomFillSync } from 'node:crypto';

/** Two hexadecimal digits for each byte. */
const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Random bytes as hexadecimal text, drawn from the system in blocks: a call needs three small pieces, each a system call alone. */
export function createRandomHex(fill: (block: Uint8Array) => unknown = randomFillSync): (bytes: number) => string {
  const block = new Uint8Array(4096);
  let used = block.length;
  return (bytes) => {
    if (used + bytes > block.length) {
      fill(block);
      used = 0;
    }
    let hex = '';
    for (const end = used + bytes; used < end; used += 1) hex += digits[block[used] ?? 0] ?? '';
    return hex;
  };
}
