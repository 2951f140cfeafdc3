import type { Span } from './types';

/**
 * The spans of one call out of those of a whole trace: its root span, as the root of all that is given, and everything below
 * it. A trace in which that is not found is given as it is.
 */
export function callPart(spans: readonly Span[], rootId: string): readonly Span[] {
  const root = spans.find(({ id }) => id === rootId);
  if (root === undefined) return spans;
  const below = new Map<string, Span[]>();
  for (const span of spans) {
    if (span.parentId !== null) below.set(span.parentId, [...(below.get(span.parentId) ?? []), span]);
  }
  const part = new Set<string>();
  const open = [rootId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (part.has(id)) continue;
    part.add(id);
    open.push(...(below.get(id) ?? []).map((span) => span.id));
  }
  return spans.filter(({ id }) => part.has(id)).map((span) => (span === root ? { ...span, parentId: null } : span));
}
