import type { CallView } from '@lens/core/api';
import type { Waterfall, WaterfallRow } from '@lens/core/waterfall';
import { formatDuration, VisibleText } from '../format';
import { testIds } from '../testIds';
import { Bar } from './Bar';
import { SpanDetails } from './SpanDetails';
import { spanFailure } from './spanFailure';

interface SpanRowProps {
  row: WaterfallRow;
  chart: Waterfall;
  view: CallView;
  open: boolean;
  focused: boolean;
  actions: {
    collapse: (id: string) => void;
    expand: (id: string) => void;
    toggleDetails: (id: string) => void;
    focus: (id: string) => void;
    point: (id: string | null) => void;
  };
}

const deepestIndent = 12;

export function SpanRow({ row, chart, view, open, focused, actions }: SpanRowProps) {
  const { span, depth } = row;
  const failure = spanFailure(span, view.call);
  return (
    <>
      <tr
        role="row"
        data-span={span.id}
        data-testid={testIds.waterfall.span}
        data-open={open}
        tabIndex={focused ? 0 : -1}
        aria-level={depth + 1}
        aria-posinset={row.position}
        aria-setsize={row.siblings}
        aria-expanded={row.hasChildren ? row.expanded : undefined}
        onPointerEnter={() => actions.point(span.id)}
        onFocus={() => actions.focus(span.id)}
        onClick={() => actions.toggleDetails(span.id)}
      >
        <td role="gridcell" className={`lens-span-name lens-indent-${Math.min(depth, deepestIndent)}`}>
          <Twisty row={row} actions={actions} />
          <span className="lens-span-swatch" data-category={row.category} aria-hidden="true" />
          <VisibleText text={span.name} />
          {failure && (
            <span className="lens-span-failure" data-tone={failure.tone}>
              {' '}
              {failure.word}
            </span>
          )}
          {row.orphan && <span className="lens-dim"> (parent missing)</span>}
        </td>
        <td role="gridcell" className="lens-number">
          {formatDuration(span.durationMs)}
        </td>
        <td role="gridcell" className="lens-bar-cell">
          <Bar row={row} chart={chart} view={view} />
        </td>
      </tr>
      <tr role="row" className="lens-span-details" data-open={open} data-testid={testIds.waterfall.details}>
        <td role="gridcell" colSpan={3}>
          <SpanDetails row={row} chart={chart} view={view} />
        </td>
      </tr>
    </>
  );
}

/** Reached by the arrow keys of the row, so it is no stop of its own. */
function Twisty({ row, actions }: Pick<SpanRowProps, 'row' | 'actions'>) {
  if (!row.hasChildren) return <span className="lens-twisty" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      className="lens-twisty"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        if (row.expanded) actions.collapse(row.span.id);
        else actions.expand(row.span.id);
      }}
    >
      {row.expanded ? '▾' : '▸'}
    </button>
  );
}
