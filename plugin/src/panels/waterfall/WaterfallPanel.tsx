import type { PanelProps } from '@grafana/data';
import { WaterfallChart } from '@lens/viewer/waterfall';
import { CallPanel, type CallPanelOptions } from '../shared/CallPanel';

/** Where the time of a call went. */
export default function WaterfallPanel(props: PanelProps<CallPanelOptions>) {
  return <CallPanel {...props}>{(view) => <WaterfallChart view={view} />}</CallPanel>;
}
