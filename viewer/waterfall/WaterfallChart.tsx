import type { CallView } from '@lens/core/api';
import type { Waterfall, WaterfallRow } from '@lens/core/waterfall';
import { memo, useRef, type KeyboardEvent } from 'react';
import { formatCount, formatDuration, VisibleText } from '../format';
import { Axis } from './Axis';
import { ChunkTracks } from './ChunkTracks';
import { Minimap, mostRowsWithoutMinimap } from './Minimap';
import { moveInTree } from './moveInTree';
import { Shares } from './Shares';
import { SpanDetails } from './SpanDetails';
import { SpanRow } from './SpanRow';
import { TraceLine } from './TraceLine';
import { useWaterfall } from './useWaterfall';

/** Where a call's time went: its spans as a tree, each with a bar on one time axis. */
export const WaterfallChart = memo(function WaterfallChart({ view }: { view: CallView }) {
  const { data, actions } = useWaterfall(view);
  const body = useRef<HTMLTableSectionElement>(null);
  const { chart } = data;
  const inspected = chart.rows.find(({ span }) => span.id === data.inspected);
  if (chart.rows.length === 0) return <p className="lens-panel-note">{absence(view)}</p>;

  const focusRow = (id: string): void => {
    actions.focus(id);
    [...(body.current?.rows ?? [])].find((row) => row.dataset['span'] === id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = chart.rows.find(({ span }) => span.id === data.focused);
    const move = row && moveInTree(chart.rows, row, event.key);
    if (!move) return;
    event.preventDefault();
    if (move.do === 'focus') focusRow(move.id);
    else actions[move.do](move.id);
  };

  return (
    <div className="lens-waterfall">
      {data.shares && <Shares shares={data.shares} />}
      <TraceLine
        trace={view.trace}
        spans={data.traceSpans}
        ofCall={data.callSpans}
        isWhole={data.isWhole}
        onWhole={actions.showWhole}
      />
      {chart.rows.length > mostRowsWithoutMinimap && (
        <Minimap rows={chart.rows} body={body} onRow={(row) => focusRow(row.span.id)} />
      )}
      <table role="treegrid" aria-label="Spans of this call" className="lens-spans">
        <thead>
          <tr>
            <th scope="col">Span</th>
            <th scope="col" className="lens-number">
              Duration
            </th>
            <th scope="col" className="lens-axis-cell">
              <span className="lens-unseen">Time</span>
              <Axis ticks={chart.ticks} />
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown} onPointerLeave={() => actions.point(null)}>
          {chart.rows.map((row) => (
            <SpanRow
              key={row.span.id}
              row={row}
              chart={chart}
              view={view}
              open={data.opened.has(row.span.id)}
              focused={row.span.id === data.focused}
              actions={actions}
            />
          ))}
        </tbody>
        <ChunkTracks view={view} chart={chart} />
      </table>
      {chart.omitted > 0 && (
        <p className="lens-panel-note" role="note">
          {formatCount(chart.omitted, 'more span')} not drawn: only the first 2,000 are, and none without a time.
        </p>
      )}
      <Inspector row={inspected} chart={chart} view={view} />
    </div>
  );
});

interface InspectorProps {
  row: WaterfallRow | undefined;
  chart: Waterfall;
  view: CallView;
}

/** Below the chart, so that nothing jumps: the attributes of the row under the pointer or the focus. */
function Inspector({ row, chart, view }: InspectorProps) {
  return (
    <div className="lens-inspector lens-no-print">
      {row ? (
        <>
          <b>
            <VisibleText text={row.span.name} />
          </b>
          <SpanDetails row={row} chart={chart} view={view} />
        </>
      ) : (
        <p className="lens-dim">
          {formatCount(view.spans.length, 'span')} in {formatDuration(chart.durationMs)}. Arrow keys move and fold,
          Enter keeps a span’s attributes open. The line under a bar is the critical path.
        </p>
      )}
    </div>
  );
}

function absence({ call }: CallView): string {
  if (call.status === 'interrupted') return 'The process ended before this call’s timings were written.';
  return 'No timings were kept for this call.';
}
