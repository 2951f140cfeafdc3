import type { PanelProps } from '@grafana/data';

export function DiffPanel(_props: PanelProps) {
  return <p>Choose a call.</p>;
}
