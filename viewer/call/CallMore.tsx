import type { CallView } from '@lens/core/api';
import { Facts, type Fact } from '../facts';
import { formatBytes, formatUtc } from '../format';
import { CostItems } from './CostItems';
import { providerName } from './providerName';

/** Everything else that is known of a call, folded: ids to copy, upstream, sizes, headers. */
export function CallMore({ view }: { view: CallView }) {
  return (
    <details className="lens-more lens-no-print">
      <summary>Details</summary>
      <div className="lens-more-body">
        <Facts facts={factsOf(view)} as="column" />
        <CostItems view={view} />
        <Scores view={view} />
        <Headers title="Request headers" headers={view.requestHeaders} />
        <Headers title="Response headers" headers={view.responseHeaders} />
      </div>
    </details>
  );
}

const because: Readonly<Record<NonNullable<CallView['sampling']>['reason'], string>> = {
  error: 'it failed',
  slow: 'it was slow',
  changed: 'a policy changed it',
  caller: 'its caller keeps the trace',
  ratio: 'as the ratio for routine calls has it',
};

function factsOf({ call, request, response, sampling }: CallView): Fact[] {
  return [
    { name: 'Call id', value: call.callId, copied: true },
    { name: 'Trace id', value: call.traceId, copied: true },
    { name: 'Provider request id', value: call.providerRequestId, copied: true },
    { name: 'Session', value: call.sessionId, copied: true },
    { name: 'User (hashed)', value: call.userHash, copied: true },
    { name: 'Retry', value: call.retryCount === null ? null : String(call.retryCount) },
    { name: 'Replay of', value: call.parentCallId, copied: true },
    { name: 'Started', value: formatUtc(call.startedAt) },
    { name: 'Recorded from', value: sourceWords(call) },
    { name: 'Environment', value: call.environment },
    { name: 'Provider', value: providerName(call) },
    { name: 'Model that answered', value: call.responseModel },
    { name: 'Service tier', value: call.usage.serviceTier },
    { name: 'Status', value: statuses(call.httpStatus, call.upstreamStatus) },
    { name: 'Request size', value: sizes(request, call.requestBytes) },
    { name: 'Response size', value: sizes(response, call.responseBytes) },
    { name: 'Capture mode', value: call.captureMode },
    {
      name: 'Traces and logs',
      value: sampling && `${sampling.sampled ? 'sampled' : 'left out'}: ${because[sampling.reason]}`,
    },
  ];
}

const told = { events: 'events', otlp: 'OpenTelemetry spans' } as const;

/** Null of a call of this gateway: that goes without saying. */
function sourceWords({ source, sourceName }: CallView['call']): string | null {
  return source === 'gateway' ? null : `${told[source]} of ${sourceName ?? 'an unnamed source'}`;
}

/** What was said of the call afterwards, by whom. */
function Scores({ view: { scores } }: { view: CallView }) {
  if (scores.length === 0) return null;
  const facts = scores.map(({ name, value, comment, scorer }): Fact => ({
    name: `${name}, by ${scorer}`,
    value: comment === null ? String(value) : `${value}: ${comment}`,
  }));
  return (
    <section>
      <h2>Scores</h2>
      <Facts facts={facts} as="column" />
    </section>
  );
}

function Headers({ title, headers }: { title: string; headers: Record<string, string> }) {
  const facts = Object.entries(headers).map(([name, value]): Fact => ({ name, value }));
  return (
    <section>
      <h2>{title}</h2>
      {facts.length === 0 ? <p className="lens-dim">None were kept.</p> : <Facts facts={facts} as="column" />}
    </section>
  );
}

function statuses(client: number | null, upstream: number | null): string {
  if (client === upstream && client !== null) return String(client);
  return `to the client ${client ?? 'none'}, from the provider ${upstream ?? 'none'}`;
}

function sizes(side: CallView['request'], recorded: number | null): string {
  const { originalBytes, finalBytes } = side;
  if (recorded === null) return 'unknown';
  if (originalBytes === null) return `hidden → ${formatBytes(finalBytes)}`;
  if (originalBytes === finalBytes || finalBytes === 0) return formatBytes(originalBytes || recorded);
  return `${formatBytes(originalBytes)} → ${formatBytes(finalBytes)}`;
}
