import { closeOnEscape } from '../controls';
import { columns, type ColumnId } from './cells';
import { columnIds, shownColumns, toggleColumn } from './columns';

interface ColumnMenuProps {
  chosen: readonly ColumnId[] | null;
  onColumns: (chosen: readonly ColumnId[] | null) => void;
}

/** Which columns the list has. */
export function ColumnMenu({ chosen, onColumns }: ColumnMenuProps) {
  const shown = shownColumns(chosen);
  return (
    <details className="lens-menu lens-column-menu" onKeyDown={closeOnEscape}>
      <summary className="lens-button">Columns</summary>
      <fieldset className="lens-menu-body">
        <legend className="lens-unseen">Columns of the list</legend>
        {columnIds.map((id) => (
          <label key={id}>
            <input type="checkbox" checked={shown.includes(id)} onChange={() => onColumns(toggleColumn(chosen, id))} />
            {columns[id].label}
            {chosen === null && columns[id].shown === 'when wide' && <span className="lens-dim">when wide</span>}
          </label>
        ))}
        <button
          type="button"
          className="lens-button lens-quiet"
          disabled={chosen === null}
          onClick={() => onColumns(null)}
        >
          As at first
        </button>
      </fieldset>
    </details>
  );
}
