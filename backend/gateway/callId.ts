const COUNTER_BITS = 12;
const COUNTER_LIMIT = 1 << COUNTER_BITS;
/** A clock that runs well is seldom put right by more. */
const CORRECTION_MS = 60_000;

/**
 * Makes UUIDs of version 7 that only rise within the process, as tables and pages are ordered by them.
 *
 * RFC 9562 §6.2 method 1: the 12 bits after the version are a counter. It starts each millisecond in the lower half, so
 * that at least 2,048 calls fit; should it run over, the time part borrows from the next millisecond. A clock that is
 * set back a little leaves the time part where it was. One that is set back further was wrong before: ids follow it, since
 * partitions and searches by time go by the time in them.
 *
 * @param now milliseconds since the Unix epoch
 */
export function createCallIds(now: () => number, randomHex: (bytes: number) => string): () => string {
  let time = 0;
  let prefix = '';
  let counter = 0;
  const startMillisecond = (next: number): void => {
    time = next;
    counter = parseInt(randomHex(2), 16) % (COUNTER_LIMIT / 2);
    const hex = next.toString(16).padStart(12, '0');
    prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-`;
  };
  return () => {
    const current = Math.floor(now());
    counter += 1;
    if (current > time || current < time - CORRECTION_MS) startMillisecond(current);
    else if (counter === COUNTER_LIMIT) startMillisecond(time + 1);
    const random = randomHex(8);
    const variant = '89ab'.charAt('0123456789abcdef'.indexOf(random.charAt(0)) & 0b11);
    return `${prefix}${(0x7000 | counter).toString(16)}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
  };
}
