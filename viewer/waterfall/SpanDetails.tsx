import type { CallView } from '@lens/core/api';
import type { SpanEvent, Waterfall, WaterfallRow } from '@lens/core/waterfall';
import { Facts, type Fact } from '../facts';
import { formatDuration, VisibleText } from '../format';
import { phasesOf } from './Bar';

interface SpanDetailsProps {
  row: WaterfallRow;
  chart: Waterfall;
  view: CallView;
}

/** What a span carries: when, its phases, attributes and events. */
export function SpanDetails({ row, chart, view }: SpanDetailsProps) {
  const { span } = row;
  const offset = formatDuration(span.startMs - chart.startMs);
  const facts: Fact[] = [
    { name: 'started', value: `+${offset}` },
    ...phasesOf(row, view).map(({ name, startMs, endMs }) => ({ name, value: formatDuration(endMs - startMs) })),
    ...Object.entries(span.attributes).map(([name, value]) => ({ name, value: String(value) })),
  ];
  return (
    <div>
      <Facts facts={facts} as="line" />
      {span.events.map((event, index) => (
        <EventLine key={index} event={event} chart={chart} />
      ))}
    </div>
  );
}

function EventLine({ event, chart }: { event: SpanEvent; chart: Waterfall }) {
  const text = event.attributes['event.summary'] ?? event.attributes['exception.message'] ?? '';
  return (
    <p>
      <span aria-hidden="true">◆ </span>
      <code>
        <VisibleText text={event.name} />
      </code>{' '}
      <span className="lens-dim">+{formatDuration(event.timeMs - chart.startMs)}</span>{' '}
      <VisibleText text={String(text)} />
    </p>
  );
}
