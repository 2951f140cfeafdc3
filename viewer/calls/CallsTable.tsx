import type { Call, CallOrder } from '@lens/core/api';
import { useRef } from 'react';
import type { CallFilters } from '../address';
import { InPlaceLink } from '../controls';
import { Time } from '../format';
import { useLinks, useViewer } from '../host';
import { testIds } from '../testIds';
import { columns, type CellContext, type ColumnId } from './cells';
import { shownColumns } from './columns';
import { compareForm, type Selection } from './selection';
import { triesOf } from './triesOf';
import { useFits } from './useFits';

interface CallsTableProps {
  calls: readonly Call[];
  filters: CallFilters;
  order: CallOrder;
  /** Null while the reader has chosen none: then narrow windows leave some out. */
  chosen: readonly ColumnId[] | null;
  selection: Selection;
  onOrder: (order: CallOrder) => void;
}

/** Calls in their order. A row leads to its call; a value in it narrows the list to calls with the same value. */
export function CallsTable({ calls, filters, order, chosen, selection, onOrder }: CallsTableProps) {
  const to = useLinks();
  const box = useRef<HTMLDivElement>(null);
  const fits = useFits(box);
  const context: CellContext = {
    narrowed: (name, value) => to.list({ filters: { ...filters, [name]: value }, order }),
    longest: longestOf(calls),
    tries: triesOf(calls),
    opened: (callId) => to.call(callId),
  };
  const shown = shownColumns(chosen);
  return (
    <div
      ref={box}
      className="lens-scroll lens-calls-box"
      data-fits={fits ?? undefined}
      // What scrolls is reached by keyboard.
      tabIndex={fits === true ? undefined : 0}
      role="region"
      aria-label="Calls"
    >
      <table className="lens-table lens-calls" data-chosen={chosen !== null}>
        <thead>
          <tr>
            <th scope="col">
              <span className="lens-unseen">Selected</span>
            </th>
            <TimeHeader filters={filters} order={order} onOrder={onOrder} />
            {shown.map((id) => (
              <th
                key={id}
                scope="col"
                className={columns[id].className}
                data-column={id}
                data-testid={testIds.list.columnHeader}
              >
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

/** The one column that the list can be ordered by. */
function TimeHeader({ filters, order, onOrder }: Pick<CallsTableProps, 'filters' | 'order' | 'onOrder'>) {
  const to = useLinks();
  const other = order === 'newest' ? 'oldest' : 'newest';
  return (
    <th scope="col" aria-sort={order === 'newest' ? 'descending' : 'ascending'}>
      <InPlaceLink
        className="lens-sort"
        href={to.list({ filters, order: other })}
        title={`The ${order} first. Show the ${other} first`}
        onFollow={() => onOrder(other)}
      >
        Time <span aria-hidden="true">{order === 'newest' ? '↓' : '↑'}</span>
      </InPlaceLink>
    </th>
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
    <tr data-selected={selected} data-testid={testIds.list.row}>
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
        <a className="lens-row-link" href={host.links.call(callId)} data-call={callId} data-testid={testIds.list.open}>
          <Time at={startedAt} brief />
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
