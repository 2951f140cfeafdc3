import type { Call } from '@lens/core/api';
import type { CallFilters } from '../address';
import { Time } from '../format';
import { useLinks, useViewer } from '../host';
import { columns, type CellContext, type ColumnId } from './cells';
import { shownColumns } from './columns';
import { compareForm, type Selection } from './selection';

interface CallsTableProps {
  calls: readonly Call[];
  filters: CallFilters;
  /** Null while the reader has chosen none: then narrow windows leave some out. */
  chosen: readonly ColumnId[] | null;
  selection: Selection;
}

/** Calls, newest first. A row leads to its call; a value in it narrows the list to calls with the same value. */
export function CallsTable({ calls, filters, chosen, selection }: CallsTableProps) {
  const to = useLinks();
  const context: CellContext = {
    narrowed: (name, value) => to.list({ filters: { ...filters, [name]: value } }),
    longest: longestOf(calls),
  };
  const shown = shownColumns(chosen);
  return (
    <div className="lens-scroll" tabIndex={0} role="region" aria-label="Calls">
      <table className="lens-table lens-calls" data-chosen={chosen !== null}>
        <thead>
          <tr>
            <th scope="col">
              <span className="lens-unseen">Selected</span>
            </th>
            <th scope="col">Time</th>
            {shown.map((id) => (
              <th key={id} scope="col" className={columns[id].className} data-column={id}>
                {columns[id].label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <CallRow key={call.callId} call={call} shown={shown} context={context} selection={selection} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function longestOf(calls: readonly Call[]): number {
  return Math.max(1, ...calls.map((call) => call.durationMs ?? 0));
}

interface CallRowProps {
  call: Call;
  shown: readonly ColumnId[];
  context: CellContext;
  selection: Selection;
}

function CallRow({ call, shown, context, selection }: CallRowProps) {
  const { callId, startedAt } = call;
  const { id, host } = useViewer();
  const selected = selection.callIds.includes(callId);
  return (
    <tr data-selected={selected}>
      <td className="lens-select">
        <input
          type="checkbox"
          // Without JavaScript the form is sent as it is.
          form={id(compareForm)}
          name="call"
          value={callId}
          aria-label="Select for comparison"
          checked={selected}
          onChange={() => selection.toggle(callId)}
        />
      </td>
      <td className="lens-time">
        <a className="lens-row-link" href={host.links.call(callId)} data-call={callId}>
          <Time at={startedAt} relative />
        </a>
      </td>
      {shown.map((column) => (
        <td key={column} className={columns[column].className} data-column={column}>
          {columns[column].cell(call, context)}
        </td>
      ))}
    </tr>
  );
}
