import type { PolicyEventView } from '@lens/core/api';
import { memo } from 'react';
import { CopyButton } from '../controls';
import { Facts, type Fact } from '../facts';
import { formatCount, formatDuration, formatList, VisibleText } from '../format';
import { useViewer } from '../host';
import { testIds } from '../testIds';

const signs: Record<PolicyEventView['severity'], string> = { debug: '·', info: 'i', warning: '!', error: '✗' };

interface EventListProps {
  events: readonly PolicyEventView[];
  /** False while nobody looks at the list: then only its beginning is there, and the page is there sooner. */
  whole: boolean;
  /** Names of the policies that the call went through. */
  policies: readonly string[];
  /** The call took a path that policies do not see. */
  passedThrough: boolean;
}

/** What the policies said about a call, in order of time. */
export const EventList = memo(function EventList({ events, whole, policies, passedThrough }: EventListProps) {
  if (events.length === 0) return <NoEvents policies={policies} passedThrough={passedThrough} />;
  const rest = whole ? 0 : Math.max(0, events.length - beginning);
  return (
    <>
      <EventTable events={rest > 0 ? events.slice(0, beginning) : events} />
      {rest > 0 && <p className="lens-dim">{formatCount(rest, 'more event')} in the view “Events”</p>}
    </>
  );
});

const beginning = 50;

function EventTable({ events }: Pick<EventListProps, 'events'>) {
  return (
    <table className="lens-table lens-events" data-testid={testIds.events.list}>
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

const example = `policies:
  redact:
    use: pii-redaction
chain: [redact]
`;

/** Why there are none, and what gives some. */
function NoEvents({ policies, passedThrough }: Pick<EventListProps, 'policies' | 'passedThrough'>) {
  if (passedThrough) {
    return (
      <p className="lens-panel-note">
        Calls of this path are passed through: policies see chat completions and messages only. To refuse other paths,
        put <code>passthrough: refuse</code> into lens.yaml.
      </p>
    );
  }
  if (policies.length > 0) {
    return (
      <p className="lens-panel-note">
        The call went through <VisibleText text={formatList(policies)} />; no policy had anything to say about it.
      </p>
    );
  }
  return (
    <div className="lens-panel-note">
      <p>The call went through no policy. Put one into lens.yaml, start again, and send another call:</p>
      <figure className="lens-command">
        <figcaption>
          lens.yaml
          <CopyButton text={example} what="lens.yaml" />
        </figcaption>
        <pre>{example}</pre>
      </figure>
      <figure className="lens-command">
        <figcaption>
          Start again
          <CopyButton text="npm start" what="command" />
        </figcaption>
        <pre>npm start</pre>
      </figure>
    </div>
  );
}

/** The row of an event, among the viewer's elements. */
export function eventName(id: string): string {
  return `event-${id}`;
}

function EventRow({ event }: { event: PolicyEventView }) {
  const { id } = useViewer();
  return (
    <tr id={id(eventName(event.id))} tabIndex={-1} data-testid={testIds.events.event}>
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
        <span className="lens-chip" data-tone="policy" data-testid={testIds.policy}>
          <VisibleText text={event.policy} />
        </span>
      </td>
      <td>{event.phase}</td>
      <td className="lens-event-summary" data-testid={testIds.events.summary}>
        <VisibleText text={event.summary} />
        <Details details={event.details} />
      </td>
    </tr>
  );
}

function Details({ details }: { details: PolicyEventView['details'] }) {
  const facts = Object.entries(details).map(([name, value]): Fact => ({ name, value: String(value) }));
  if (facts.length === 0) return null;
  return (
    <details className="lens-event-fold">
      <summary>{formatCount(facts.length, 'detail')}</summary>
      <Facts facts={facts} as="line" />
    </details>
  );
}
