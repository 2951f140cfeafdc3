/** A stretch of time, end not before start. */
export interface Interval {
  start: number;
  end: number;
}

/** The same times without overlaps, in order; empty stretches are dropped. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** What of `whole` is not covered by `holes`, which must be the result of `union`. */
export function subtract(whole: Interval, holes: readonly Interval[]): Interval[] {
  const rest: Interval[] = [];
  let from = whole.start;
  for (const hole of holes) {
    if (hole.end <= from) continue;
    if (hole.start >= whole.end) break;
    if (hole.start > from) rest.push({ start: from, end: hole.start });
    from = hole.end;
  }
  if (from < whole.end) rest.push({ start: from, end: whole.end });
  return rest;
}

export function totalLength(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { start, end }) => sum + end - start, 0);
}

export function intervalOf(span: { startMs: number; durationMs: number }): Interval {
  return { start: span.startMs, end: span.startMs + span.durationMs };
}
