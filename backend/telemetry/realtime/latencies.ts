/**
 * Latencies in buckets, each a twentieth wider than the one before: a quantile is right to within three per cent, from a
 * millisecond to an hour.
 */
const growth = 1.05;
const longestMs = 3_600_000;
export const bucketCount = Math.ceil(Math.log(longestMs) / Math.log(growth)) + 1;

export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(bucketCount - 1, Math.ceil(Math.log(ms) / Math.log(growth)));
}

/** What so large a part of the latencies is not above; null of none. */
export function quantileOf(counts: Readonly<Uint32Array>, quantile: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = quantile * total;
  const bucket = counts.findIndex((count) => (left -= count) <= 0);
  // The middle of the bucket, in the measure that it is wide in.
  return growth ** (bucket - 0.5);
}
