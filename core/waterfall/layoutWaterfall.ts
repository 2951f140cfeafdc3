import { criticalPath } from './criticalPath';
import { intervalOf, subtract, union, type Interval } from './intervals';
import { busyMsOf, policyOf, spanCategory, type SpanCategory } from './spanCategory';
import { spanTree, type SpanNode } from './spanTree';
import type { Span } from './types';

/** A stretch of the time axis, both ends in 0..1. */
export interface Stretch {
  start: number;
  width: number;
}

export interface WaterfallRow {
  span: Span;
  category: SpanCategory;
  policy: string | null;
  /** How long a policy worked within a span that covers a whole stream; null for spans that are work throughout. */
  busyMs: number | null;
  /** 0 for roots. */
  depth: number;
  parentId: string | null;
  /** Its parent was not among the spans. */
  orphan: boolean;
  hasChildren: boolean;
  expanded: boolean;
  /** Place among its siblings, from 1, and their number: what a tree tells assistive technology. */
  position: number;
  siblings: number;
  bar: Stretch;
  /** The parts of a gateway span in which neither the provider, nor a policy, nor a child span was at work. */
  own: Stretch[];
  /** The parts that the trace's end had to wait for. */
  critical: Stretch[];
}

export interface Waterfall {
  /** Milliseconds since the Unix epoch at 0 on the axis. */
  startMs: number;
  durationMs: number;
  rows: WaterfallRow[];
  ticks: { at: number; ms: number }[];
  /** Spans beyond `maxRows`, not drawn. */
  omitted: number;
}

export interface WaterfallOptions {
  /** Ids of spans whose children are hidden. */
  collapsed?: ReadonlySet<string>;
  maxRows?: number;
}

/** Places spans on a common time axis, in tree order. Bars stay inside 0..1 whatever the spans' times. */
export function layoutWaterfall(spans: readonly Span[], options: WaterfallOptions = {}): Waterfall {
  const { collapsed = new Set<string>(), maxRows = 2000 } = options;
  const usable = spans.filter(
    ({ startMs, durationMs }) => Number.isFinite(startMs) && Number.isFinite(durationMs) && durationMs >= 0,
  );
  const kept = usable.slice(0, maxRows);
  const startMs = kept.reduce((least, span) => Math.min(least, span.startMs), Infinity);
  const endMs = kept.reduce((most, span) => Math.max(most, span.startMs + span.durationMs), -Infinity);
  const durationMs = kept.length === 0 ? 0 : endMs - startMs;
  const place = (interval: Interval): Stretch => placeOnAxis(interval, startMs, durationMs);
  return {
    startMs: kept.length === 0 ? 0 : startMs,
    durationMs,
    rows: rowsOf(spanTree(kept), collapsed, place),
    ticks: axisTicks(durationMs).map((ms) => ({ ms, at: durationMs === 0 ? 0 : clamp(ms / durationMs) })),
    omitted: spans.length - kept.length,
  };
}

function rowsOf(
  roots: SpanNode[],
  collapsed: ReadonlySet<string>,
  place: (interval: Interval) => Stretch,
): WaterfallRow[] {
  const critical = criticalOf(roots);
  const foreign = union(foreignIntervals(roots));
  const rows: WaterfallRow[] = [];
  const open = siblings(roots, 0, null);
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { node, ...position } = entry;
    const expanded = node.children.length > 0 && !collapsed.has(node.span.id);
    const category = spanCategory(node.span);
    rows.push({
      ...position,
      span: node.span,
      category,
      policy: policyOf(node.span),
      busyMs: busyMsOf(node.span),
      orphan: node.orphan,
      hasChildren: node.children.length > 0,
      expanded,
      bar: place(intervalOf(node.span)),
      own: category === 'own' ? ownTime(node, foreign).map(place) : [],
      critical: (critical.get(node.span.id) ?? []).map(place),
    });
    if (expanded) open.push(...siblings(node.children, entry.depth + 1, node.span.id));
  }
  return rows;
}

/** In reverse, for a stack. */
function siblings(nodes: SpanNode[], depth: number, parentId: string | null) {
  return nodes.map((node, index) => ({ node, depth, parentId, position: index + 1, siblings: nodes.length })).reverse();
}

/** The longest tree's path: other roots are orphans that nothing is known to wait for. */
function criticalOf(roots: SpanNode[]): Map<string, Interval[]> {
  const [longest] = [...roots].sort((a, b) => b.span.durationMs - a.span.durationMs);
  return longest ? criticalPath(longest) : new Map<string, Interval[]>();
}

function foreignIntervals(roots: SpanNode[]): Interval[] {
  const intervals: Interval[] = [];
  const open = [...roots];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isForeignWork(node.span)) intervals.push(intervalOf(node.span));
    open.push(...node.children);
  }
  return intervals;
}

function isForeignWork(span: Span): boolean {
  const category = spanCategory(span);
  return category === 'provider' || (category === 'policy' && busyMsOf(span) === null);
}

function ownTime(node: SpanNode, foreign: readonly Interval[]): Interval[] {
  const children = node.children.filter(({ span }) => busyMsOf(span) === null).map(({ span }) => intervalOf(span));
  return subtract(intervalOf(node.span), union([...foreign, ...children]));
}

function placeOnAxis({ start, end }: Interval, startMs: number, durationMs: number): Stretch {
  if (durationMs <= 0) return { start: 0, width: 1 };
  const from = clamp((start - startMs) / durationMs);
  return { start: from, width: clamp((end - startMs) / durationMs) - from };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Round positions on a time axis from 0 to `durationMs`: a step of 1, 2 or 5 times a power of ten, at most `most` steps. */
function axisTicks(durationMs: number, most = 8): number[] {
  if (!(durationMs > 0) || !Number.isFinite(durationMs)) return [0];
  const rough = durationMs / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * (1 - 1e-9));
  const size = step ?? durationMs;
  const count = Math.floor(durationMs / size + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => index * size);
}
