import type { Interval } from './intervals';
import type { SpanNode } from './spanTree';

/**
 * The stretches of each span (by id) that the trace's end had to wait for: from the end backwards, the child that ended last is
 * followed down; what no such child covers is the span's own.
 */
export function criticalPath(root: SpanNode): Map<string, Interval[]> {
  const path = new Map<string, Interval[]>();
  const open = [{ node: root, until: Infinity }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { span, children } = step.node;
    let end = Math.min(step.until, span.startMs + span.durationMs);
    const own: Interval[] = [];
    for (const child of [...children].sort(byEndLatestFirst)) {
      const childEnd = Math.min(child.span.startMs + child.span.durationMs, span.startMs + span.durationMs);
      if (childEnd > end || child.span.startMs < span.startMs || childEnd <= child.span.startMs) continue;
      if (childEnd < end) own.unshift({ start: childEnd, end });
      open.push({ node: child, until: childEnd });
      end = child.span.startMs;
    }
    if (end > span.startMs) own.unshift({ start: span.startMs, end });
    path.set(span.id, own);
  }
  return path;
}

function byEndLatestFirst(a: SpanNode, b: SpanNode): number {
  return b.span.startMs + b.span.durationMs - (a.span.startMs + a.span.durationMs);
}
