import type { Span } from './types';

export interface SpanNode {
  span: Span;
  children: SpanNode[];
  /** The parent it names is not among the spans, or it would close a circle. */
  orphan: boolean;
}

/**
 * The spans as trees, siblings in order of start. A span whose parent is missing becomes a root; of spans that are each
 * other's ancestors, the earliest does. A repeated id is kept once, the first time.
 */
export function spanTree(spans: readonly Span[]): SpanNode[] {
  const nodes = new Map<string, SpanNode>();
  for (const span of [...spans].sort(byStart)) {
    if (!nodes.has(span.id)) nodes.set(span.id, { span, children: [], orphan: false });
  }
  const roots: SpanNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.span.parentId === null ? undefined : nodes.get(node.span.parentId);
    if (parent && !isAncestor(node, parent, nodes)) parent.children.push(node);
    else roots.push(Object.assign(node, { orphan: node.span.parentId !== null }));
  }
  return roots;
}

/** Climbs from `start`; `cut` parents (orphans) end the climb, so each circle is opened once, at its earliest span. */
function isAncestor(candidate: SpanNode, start: SpanNode, nodes: ReadonlyMap<string, SpanNode>): boolean {
  const seen = new Set<SpanNode>();
  let node: SpanNode | undefined = start;
  while (node && !seen.has(node)) {
    if (node === candidate) return true;
    seen.add(node);
    node = node.orphan || node.span.parentId === null ? undefined : nodes.get(node.span.parentId);
  }
  return false;
}

function byStart(a: Span, b: Span): number {
  return a.startMs - b.startMs || b.durationMs - a.durationMs;
}
