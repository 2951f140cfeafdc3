import { PanelPlugin, type PanelProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import type { CallPanelOptions } from '../shared/CallPanel';
import { addCallOptions } from '../shared/callOptions';

const LazyPanel = lazy(() => import('./WaterfallPanel'));

function Panel(props: PanelProps<CallPanelOptions>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazyPanel {...props} />
    </Suspense>
  );
}

export const plugin = new PanelPlugin<CallPanelOptions>(Panel).setPanelOptions((builder) => addCallOptions(builder));
