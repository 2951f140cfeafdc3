import { memo } from 'react';
import { formatCount } from '../../format';
import type { Line, Row } from '../rows';
import { ChipList } from './ChipList';
import type { Chip } from './chips';
import { LineView } from './LineView';

export interface RowViewProps {
  row: Row;
  collapsed: boolean;
  hiddenChanges: number;
  /** The side that is drawn, where the other one has its own place. */
  only: 'left' | 'right' | null;
  /** The row the reader is at. */
  current: boolean;
  /** Reached by Tab: the current row, or the first one before there is any. */
  tabbable: boolean;
  find: string;
  chips: readonly Chip[];
}

const signNames = { same: '', add: 'added', remove: 'removed', change: 'changed', move: 'moved' } as const;

/** A pair of aligned lines. The same markup serves all modes and widths; the style sheet arranges it. */
export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, only, current, tabbable, chips } = props;
  return (
    <div
      className="lens-diff-row"
      role="row"
      data-row={row.id}
      data-sign={row.sign}
      data-only={only ?? undefined}
      data-chips={chips.length > 0 || undefined}
      aria-current={current || undefined}
      tabIndex={tabbable ? 0 : -1}
    >
      {only !== 'right' && <Cell {...props} side="left" line={row.left} />}
      {only !== 'left' && <Cell {...props} side="right" line={row.right} />}
    </div>
  );
});

function Cell(props: RowViewProps & { side: 'left' | 'right'; line: Line | null }) {
  const { row, side, line, collapsed, hiddenChanges, find, chips } = props;
  const main = side === (row.right === null ? 'left' : 'right');
  const sign = signNames[row.sign];
  return (
    <div className={`lens-diff-cell lens-diff-${side}`} role="cell" data-empty={line === null || undefined}>
      {line !== null && (
        <>
          <span className="lens-diff-gutter">
            {sign !== '' && <span className="lens-diff-sign" role="img" aria-label={sign} />}
            {main && <Twisty row={row} collapsed={collapsed} />}
          </span>
          <LineView line={line} collapsed={collapsed} find={find} />
          {main && hiddenChanges > 0 && (
            <span className="lens-diff-inside">{formatCount(hiddenChanges, 'change')} inside</span>
          )}
          {main && row.moved !== undefined && (
            <span className="lens-diff-moved">
              ⇄ {row.moved.direction} {row.moved.path}
            </span>
          )}
        </>
      )}
      {side === 'right' && <ChipList chips={chips} />}
    </div>
  );
}

function Twisty({ row, collapsed }: { row: Row; collapsed: boolean }) {
  if (row.closedBy === undefined && row.pending === undefined) return null;
  return (
    <button
      type="button"
      className="lens-diff-twisty"
      data-do="toggle"
      data-id={row.id}
      aria-expanded={!collapsed}
      aria-label={collapsed ? 'Open' : 'Close'}
    />
  );
}
