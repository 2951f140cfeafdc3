import { useState, type FormEvent } from 'react';
import { useViewer } from '../host';
import { ColumnMenu } from './ColumnMenu';
import type { ColumnId } from './cells';
import { compareForm, inOrder, mostSelected, type Selection } from './selection';

interface ListBarProps {
  /** Calls that came since the list was read. */
  newer: number;
  /** What went wrong when the list was last read. */
  failed: string | null;
  selection: Selection;
  chosen: readonly ColumnId[] | null;
  onColumns: (chosen: readonly ColumnId[] | null) => void;
  onRefresh: () => void;
}

/** What the key `c` presses, among the viewer's elements. */
export const compareButton = 'compare-button';

/** More than one question counts: then there are as many or more. */
export const mostCounted = 200;

/** Beside the title, always of one height, so that nothing below jumps when calls come in or are selected. */
export function ListBar({ newer, failed, selection, chosen, onColumns, onRefresh }: ListBarProps) {
  return (
    <div className="lens-list-bar lens-no-print">
      <div role="status" className="lens-news">
        {newer > 0 && (
          <button type="button" className="lens-button" onClick={onRefresh}>
            {newer >= mostCounted ? `${mostCounted} or more` : newer} new
          </button>
        )}
        {failed !== null && <span className="lens-news-failed">The list could not be read: {failed}</span>}
      </div>
      <CompareForm selection={selection} />
      <ColumnMenu chosen={chosen} onColumns={onColumns} />
    </div>
  );
}

/** What two selected calls are compared with; says what to do while there are fewer. */
function CompareForm({ selection }: { selection: Selection }) {
  const { id, host } = useViewer();
  const [asked, setAsked] = useState(false);
  const pair = inOrder(selection.callIds);
  const count = selection.callIds.length;
  const replaced = useReplaced(selection.callIds);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
  };
  return (
    <form
      id={id(compareForm)}
      className="lens-compare-bar"
      method="get"
      action={host.links.compare()}
      onSubmit={onSubmit}
    >
      <span role="status" className="lens-dim">
        {count > 0 && `${count} selected`}
        {replaced && ', the last one instead of the second'}
        {count === 0 && asked && 'Select two calls first.'}
        {count === 1 && asked && ': select one more.'}
      </span>
      {count > 0 && (
        <button type="button" className="lens-button lens-quiet" onClick={selection.clear}>
          Clear
        </button>
      )}
      {pair === null ? (
        <button type="submit" className="lens-button" title="Compare two selected calls (c)" id={id(compareButton)}>
          Compare
        </button>
      ) : (
        <a
          className="lens-button"
          href={host.links.compare({ a: pair[0], b: pair[1] })}
          title="Compare (c)"
          id={id(compareButton)}
        >
          Compare
        </a>
      )}
    </form>
  );
}

/** Whether the last selection put out another one: only two are compared. */
function useReplaced(callIds: readonly string[]): boolean {
  const [last, setLast] = useState({ callIds, replaced: false });
  if (last.callIds.join() === callIds.join()) return last.replaced;
  const replaced = callIds.length === mostSelected && last.callIds.length === mostSelected;
  setLast({ callIds, replaced });
  return replaced;
}
