import type { Interval } from './intervals';
import type { SpanNode } from './spanTree';

/**
 * The stretches of each span (by id) that the trace's end had to wait for: from the end backwards, always into the child that
 * was at work last; what no child covers is the span's own.
 */
export function criticalPath(root: SpanNode): Map<string, Interval[]> {
  const path = new Map<string, Interval[]>();
  const open = [{ node: root, until: Infinity }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { span, children } = step.node;
    const own: Interval[] = [];
    let cursor = Math.min(step.until, endOf(step.node));
    for (let child = lastAtWork(children, cursor); child; child = lastAtWork(children, cursor)) {
      const childEnd = Math.min(endOf(child), cursor);
      if (childEnd <= span.startMs) break;
      if (childEnd < cursor) own.unshift({ start: childEnd, end: cursor });
      open.push({ node: child, until: childEnd });
      cursor = Math.max(child.span.startMs, span.startMs);
    }
    if (cursor > span.startMs) own.unshift({ start: span.startMs, end: cursor });
    path.set(span.id, own);
  }
  return path;
}

/** Of the spans that began before `cursor`, the one that worked closest to it; of several, the one that began first. */
function lastAtWork(nodes: readonly SpanNode[], cursor: number): SpanNode | undefined {
  let best: SpanNode | undefined;
  for (const node of nodes) {
    if (node.span.startMs >= cursor || node.span.durationMs <= 0) continue;
    if (!best || Math.min(endOf(node), cursor) > Math.min(endOf(best), cursor)) best = node;
  }
  return best;
}

function endOf({ span }: SpanNode): number {
  return span.startMs + span.durationMs;
}
