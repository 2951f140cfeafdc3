import type { CallView } from '@lens/core/api';
import {
  attachEvents,
  callPart,
  layoutWaterfall,
  timeShares,
  type Span,
  type TimeShares,
  type Waterfall,
} from '@lens/core/waterfall';
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
  /** Of the trace that the call is a part of, and of the call. */
  traceSpans: number;
  callSpans: number;
  isWhole: boolean;
}

interface WaterfallActions {
  collapse: (id: string) => void;
  expand: (id: string) => void;
  toggleDetails: (id: string) => void;
  focus: (id: string) => void;
  point: (id: string | null) => void;
  showWhole: (isWhole: boolean) => void;
}

/** A call's spans as rows, and what the reader has folded, opened and focused. */
export function useWaterfall(view: CallView): { data: WaterfallData; actions: WaterfallActions } {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [chosen, setIsWhole] = useState<boolean | null>(null);
  const isWhole = chosen ?? isWholeAtFirst(view);
  const own = useMemo(() => ownSpans(view), [view]);
  const shown = useMemo(() => (isWhole ? among(view.spans, own) : own), [view, own, isWhole]);
  const chart = useMemo(() => layoutWaterfall(shown, { collapsed }), [shown, collapsed]);
  const shares = useMemo(() => timeShares(own), [own]);
  const focused = chart.rows.some((row) => row.span.id === wanted) ? wanted : (chart.rows[0]?.span.id ?? null);
  return {
    data: {
      chart,
      shares,
      opened,
      focused,
      inspected: pointed ?? wanted,
      traceSpans: view.spans.length,
      callSpans: own.length,
      isWhole,
    },
    actions: {
      collapse: (id) => setCollapsed((ids) => new Set([...ids, id])),
      expand: (id) => setCollapsed((ids) => without(ids, id)),
      toggleDetails: (id) => setOpened((ids) => (ids.has(id) ? without(ids, id) : new Set([...ids, id]))),
      focus: setWanted,
      point: setPointed,
      showWhole: setIsWhole,
    },
  };
}

/** What an application told of the call's surroundings is for reading the call by; a trace of many spans would bury it. */
function isWholeAtFirst({ trace, spans }: CallView): boolean {
  return trace.told > 0 && spans.length <= mostSpansAtFirst;
}

const mostSpansAtFirst = 50;

/** The call's part of its trace, with what its policies said. */
function ownSpans(view: CallView): Span[] {
  const origin = callOrigin(view);
  return attachEvents(
    view.trace.source === 'record' && view.trace.told === 0 ? view.spans : callPart(view.spans, view.trace.rootId),
    view.events.map((event) => ({ ...event, timeMs: origin + event.at })),
  );
}

/** The whole trace, in which the call's root has its parent again. */
function among(trace: readonly Span[], own: readonly Span[]): Span[] {
  const known = new Map(own.map((span) => [span.id, span]));
  return trace.map((span) => ({ ...(known.get(span.id) ?? span), parentId: span.parentId }));
}

/** The moment that the record's times count from: the root span knows it with fractions of a millisecond. */
export function callOrigin({ spans, trace, call }: CallView): number {
  const recorded = Date.parse(call.startedAt);
  const root = spans.find(({ id }) => id === trace.rootId) ?? spans.find(({ parentId }) => parentId === null);
  return root && Math.abs(root.startMs - recorded) < 1 ? root.startMs : recorded;
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}
