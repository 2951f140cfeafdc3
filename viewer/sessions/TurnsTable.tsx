import type { Call } from '@lens/core/api';
import { columns, type CellContext, type ColumnId } from '../calls/cells';
import { triesOf } from '../calls/triesOf';
import { Time } from '../format';
import { useLinks } from '../host';
import { testIds } from '../testIds';

const shown: readonly ColumnId[] = [
  'status',
  'model',
  'changed',
  'policies',
  'duration',
  'firstToken',
  'tokens',
  'cost',
];

/** The calls of a session in their order, as the list of calls shows them. */
export function TurnsTable({ calls }: { calls: readonly Call[] }) {
  const to = useLinks();
  const context: CellContext = {
    narrowed: (name, value) => to.list({ filters: { [name]: value } }),
    longest: Math.max(1, ...calls.map(({ durationMs }) => durationMs ?? 0)),
    tries: triesOf(calls),
    opened: (callId) => to.call(callId),
  };
  return (
    <div className="lens-scroll" role="region" aria-label="Turns" tabIndex={0}>
      <table className="lens-table lens-turns">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {shown.map((id) => (
              <th key={id} scope="col" className={columns[id].className}>
                {columns[id].label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.callId} data-testid={testIds.sessions.turn}>
              <td className="lens-time">
                <a className="lens-row-link" href={to.call(call.callId)}>
                  <Time at={call.startedAt} brief />
                </a>
              </td>
              {shown.map((id) => (
                <td key={id} className={columns[id].className}>
                  {columns[id].cell(call, context)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
