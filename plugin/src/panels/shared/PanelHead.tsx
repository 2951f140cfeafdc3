import type { CallView } from '@lens/core/api';
import { formatDuration, Time, VisibleText } from '@lens/viewer/format';
import { useLinks } from '@lens/viewer/host';

/** Which call a panel shows; it leads to the call's page. */
export function PanelHead({ view: { call } }: { view: CallView }) {
  const to = useLinks();
  const model = call.finalModel ?? call.requestedModel ?? call.endpoint;
  return (
    <p>
      <a href={to.call(call.callId)}>
        <Time at={call.startedAt} brief /> · <VisibleText text={model} />
      </a>{' '}
      <span className="lens-dim">
        {call.httpStatus ?? ''} {call.status.replaceAll('_', ' ')} · {formatDuration(call.durationMs)}
      </span>
    </p>
  );
}
