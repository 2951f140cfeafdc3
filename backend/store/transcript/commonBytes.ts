/** Bytes inside of others. */
export interface Slice {
  bytes: Buffer;
  from: number;
  to: number;
}

/** How many bytes two slices have in common at their beginning. */
export function commonPrefix(a: Slice, b: Slice): number {
  return longest(
    Math.min(a.to - a.from, b.to - b.from),
    (from, to) => a.bytes.compare(b.bytes, b.from + from, b.from + to, a.from + from, a.from + to) === 0,
  );
}

/** How many bytes two slices have in common at their end. */
export function commonSuffix(a: Slice, b: Slice): number {
  return longest(
    Math.min(a.to - a.from, b.to - b.from),
    (from, to) => a.bytes.compare(b.bytes, b.to - to, b.to - from, a.to - to, a.to - from) === 0,
  );
}

/** So many bytes are compared in one native call before the place of the first difference is looked for. */
const stride = 4096;

/** The most bytes, up to `most`, that are the same, where `same` tells of those from one distance to another. */
function longest(most: number, same: (from: number, to: number) => boolean): number {
  let sure = 0;
  while (sure < most && same(sure, Math.min(most, sure + stride))) sure = Math.min(most, sure + stride);
  let end = Math.min(most, sure + stride);
  while (sure < end) {
    const middle = (sure + end + 1) >> 1;
    if (same(sure, middle)) sure = middle;
    else end = middle - 1;
  }
  return sure;
}
