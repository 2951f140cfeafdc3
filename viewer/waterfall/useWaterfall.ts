import type { CallView } from '@lens/core/api';
import { attachEvents, layoutWaterfall, timeShares, type TimeShares, type Waterfall } from '@lens/core/waterfall';
import { useMemo, useState } from 'react';

interface WaterfallData {
  chart: Waterfall;
  shares: TimeShares | null;
  /** Ids of rows whose attributes are shown. */
  opened: ReadonlySet<string>;
  /** The row that Tab reaches. */
  focused: string | null;
  /** The row under the pointer, else the focused one once a key was used: its attributes are told below the chart. */
  inspected: string | null;
}

interface WaterfallActions {
  collapse: (id: string) => void;
  expand: (id: string) => void;
  toggleDetails: (id: string) => void;
  focus: (id: string) => void;
  point: (id: string | null) => void;
}

/** A call's spans as rows, and what the reader has folded, opened and focused. */
export function useWaterfall(view: CallView): { data: WaterfallData; actions: WaterfallActions } {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const spans = useMemo(() => withPolicyEvents(view), [view]);
  const chart = useMemo(() => layoutWaterfall(spans, { collapsed }), [spans, collapsed]);
  const shares = useMemo(() => timeShares(spans), [spans]);
  const focused = chart.rows.some((row) => row.span.id === wanted) ? wanted : (chart.rows[0]?.span.id ?? null);
  return {
    data: { chart, shares, opened, focused, inspected: pointed ?? wanted },
    actions: {
      collapse: (id) => setCollapsed((ids) => new Set([...ids, id])),
      expand: (id) => setCollapsed((ids) => without(ids, id)),
      toggleDetails: (id) => setOpened((ids) => (ids.has(id) ? without(ids, id) : new Set([...ids, id]))),
      focus: setWanted,
      point: setPointed,
    },
  };
}

function withPolicyEvents({ call, spans, events }: CallView) {
  const origin = callOrigin(spans, call.startedAt);
  return attachEvents(
    spans,
    events.map((event) => ({ ...event, timeMs: origin + event.at })),
  );
}

/** The moment that the record's times count from: the root span knows it with fractions of a millisecond. */
export function callOrigin(spans: CallView['spans'], startedAt: string): number {
  const recorded = Date.parse(startedAt);
  const root = spans.find((span) => span.parentId === null);
  return root && Math.abs(root.startMs - recorded) < 1 ? root.startMs : recorded;
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}
