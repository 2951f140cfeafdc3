import { randomInt } from 'node:crypto';

/**
 * What sums of words are made by: another in each process. Who knew it could send words that all have one sum, and to look
 * up each of them would be to compare it with all the others.
 */
export const drawnFactor = randomInt(2 ** 31) | 1;

/** The sum of some bytes and one more. */
export function addTo(sum: number, byte: number, factor: number): number {
  return (Math.imul(sum, factor) + byte) | 0;
}

export function sumOf(bytes: Buffer, begin: number, end: number, factor: number): number {
  let sum = 0;
  for (let at = begin; at < end; at += 1) sum = addTo(sum, bytes[at] ?? 0, factor);
  return sum;
}
