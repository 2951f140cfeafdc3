import type { PanelProps } from '@grafana/data';
import type { CallView } from '@lens/core/api';
import { missingBody } from '@lens/viewer/call';
import { ChangesView } from '@lens/viewer/diff';
import { CallPanel } from '../shared/CallPanel';
import type { DiffPanelOptions } from './types';

/** What policies changed in a call. */
export default function DiffPanel(props: PanelProps<DiffPanelOptions>) {
  const { options } = props;
  const height = options.height > 0 ? Math.min(options.height, props.height) : props.height;
  return (
    <CallPanel {...props} height={height}>
      {(view) => <Diff view={view} options={options} />}
    </CallPanel>
  );
}

const sidesOf = { both: ['request', 'response'], request: ['request'], response: ['response'] } as const;

function Diff({ view, options: { mode, sides, folded } }: { view: CallView; options: DiffPanelOptions }) {
  return (
    <ChangesView
      // The diff reads them once.
      key={[view.call.callId, mode, sides, folded].join()}
      request={view.request}
      response={view.response}
      events={view.events}
      missing={{ request: missingBody(view, 'request'), response: missingBody(view, 'response') }}
      mode={mode === 'auto' ? null : mode}
      sides={sidesOf[sides]}
      unfolded={!folded}
      fileStem={view.call.callId}
    />
  );
}
