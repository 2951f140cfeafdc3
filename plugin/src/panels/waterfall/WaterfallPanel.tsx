import type { PanelProps } from '@grafana/data';

export function WaterfallPanel(_props: PanelProps) {
  return <p>Choose a call.</p>;
}
