import type { CallView } from '@lens/core/api';
import { formatBytes, formatUtc, VisibleText } from '../format';
import { CopyButton } from '../controls';

/** Everything else that is known of a call, folded: ids to copy, upstream, sizes, headers. */
export function CallMore({ view }: { view: CallView }) {
  const { call } = view;
  const facts: [label: string, value: string | null, copy?: boolean][] = [
    ['Call id', call.callId, true],
    ['Trace id', call.traceId, true],
    ['Provider request id', call.providerRequestId, true],
    ['Session', call.sessionId, true],
    ['User (hashed)', call.userHash, true],
    ['Replay of', call.parentCallId, true],
    ['Started', formatUtc(call.startedAt)],
    ['Provider', call.provider === call.upstream ? call.provider : `${call.provider}, upstream ${call.upstream}`],
    ['Service tier', call.usage.serviceTier],
    ['Status', statuses(call.httpStatus, call.upstreamStatus)],
    ['Request size', sizes(view.request, call.requestBytes)],
    ['Response size', sizes(view.response, call.responseBytes)],
    ['Capture mode', call.captureMode],
  ];
  return (
    <details className="lens-more lens-no-print">
      <summary>Details</summary>
      <div className="lens-more-body">
        <dl className="lens-facts">
          {facts.map(
            ([label, value, copy]) =>
              value !== null && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    <code>
                      <VisibleText text={value} />
                    </code>
                    {copy === true && <CopyButton text={value} what={label.toLowerCase()} />}
                  </dd>
                </div>
              ),
          )}
        </dl>
        <Headers title="Request headers" headers={view.requestHeaders} />
        <Headers title="Response headers" headers={view.responseHeaders} />
      </div>
    </details>
  );
}

function Headers({ title, headers }: { title: string; headers: Record<string, string> }) {
  const entries = Object.entries(headers);
  return (
    <section>
      <h2>{title}</h2>
      {entries.length === 0 && <p className="lens-dim">None were kept.</p>}
      <dl className="lens-facts">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>
              <VisibleText text={name} />
            </dt>
            <dd>
              <code>
                <VisibleText text={value} />
              </code>
            </dd>
          </div>
        ))}
      </dl>
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
  if (originalBytes === finalBytes || finalBytes === 0) return formatBytes(originalBytes || recorded);
  return `${formatBytes(originalBytes)} → ${formatBytes(finalBytes)}`;
}
