import { PanelPlugin, type PanelProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import { addCallOptions } from '../shared/callOptions';
import type { DiffPanelOptions } from './types';

const LazyPanel = lazy(() => import('./DiffPanel'));

function Panel(props: PanelProps<DiffPanelOptions>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazyPanel {...props} />
    </Suspense>
  );
}

export const plugin = new PanelPlugin<DiffPanelOptions>(Panel).setPanelOptions((builder) => {
  addCallOptions(builder);
  builder
    .addRadio({
      path: 'mode',
      name: 'Show',
      defaultValue: 'auto',
      settings: {
        options: [
          { value: 'auto', label: 'Auto', description: 'Side by side where there is room' },
          { value: 'side', label: 'Side by side' },
          { value: 'unified', label: 'Unified' },
          { value: 'changes', label: 'Changes only' },
        ],
      },
    })
    .addRadio({
      path: 'sides',
      name: 'Of',
      defaultValue: 'both',
      settings: {
        options: [
          { value: 'both', label: 'Both' },
          { value: 'request', label: 'Request' },
          { value: 'response', label: 'Response' },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'folded',
      name: 'Fold what did not change',
      defaultValue: true,
    })
    .addNumberInput({
      path: 'height',
      name: 'Height',
      description: 'In pixels; 0 is that of the panel. What is higher scrolls.',
      defaultValue: 0,
      settings: { min: 0, integer: true },
    });
});
