/** A run of bytes inside of others. */
export interface Span {
  bytes: Buffer;
  from: number;
  to: number;
}

/** So many bytes are compared in one native call before the place of the first difference is looked for. */
const stride = 4096;

/** How many bytes two runs have in common at their beginning. */
export function commonPrefix(a: Span, b: Span): number {
  const most = Math.min(a.to - a.from, b.to - b.from);
  const same = (from: number, to: number): boolean =>
    a.bytes.compare(b.bytes, b.from + from, b.from + to, a.from + from, a.from + to) === 0;
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

/** How many bytes two runs have in common at their end. */
export function commonSuffix(a: Span, b: Span): number {
  const most = Math.min(a.to - a.from, b.to - b.from);
  const same = (from: number, to: number): boolean =>
    a.bytes.compare(b.bytes, b.to - to, b.to - from, a.to - to, a.to - from) === 0;
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
