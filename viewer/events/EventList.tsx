import type { PolicyEventView } from '@lens/core/api';
import { formatDuration, VisibleText } from '../format';

const signs: Record<PolicyEventView['severity'], string> = { debug: '·', info: 'i', warning: '!', error: '✗' };

/** What the policies said about a call, in order of time. */
export function EventList({ events }: { events: readonly PolicyEventView[] }) {
  if (events.length === 0) {
    return <p className="lens-panel-note">No policy had anything to say about this call.</p>;
  }
  return (
    <table className="lens-table lens-events">
      <thead>
        <tr>
          <th scope="col" className="lens-number">
            Since start
          </th>
          <th scope="col">Severity</th>
          <th scope="col">Event</th>
          <th scope="col">Policy</th>
          <th scope="col">On</th>
          <th scope="col">Summary</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </tbody>
    </table>
  );
}

function EventRow({ event }: { event: PolicyEventView }) {
  return (
    <tr id={`event-${event.id}`}>
      <td className="lens-number">+{formatDuration(event.at)}</td>
      <td>
        <span className="lens-severity" data-severity={event.severity}>
          <span aria-hidden="true">{signs[event.severity]}</span> {event.severity}
        </span>
      </td>
      <td>
        <code>
          <VisibleText text={event.type} />
        </code>
      </td>
      <td>
        <span className="lens-chip" data-tone="policy">
          <VisibleText text={event.policy} />
        </span>
      </td>
      <td>{event.phase}</td>
      <td className="lens-event-summary">
        <VisibleText text={event.summary} />
        <Details details={event.details} />
      </td>
    </tr>
  );
}

function Details({ details }: { details: PolicyEventView['details'] }) {
  const entries = Object.entries(details);
  if (entries.length === 0) return null;
  return (
    <dl className="lens-event-details">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>
            <VisibleText text={name} />
          </dt>
          <dd>
            <code>
              <VisibleText text={String(value)} />
            </code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
