import { PanelPlugin, type PanelProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import { t } from '../../i18n/t';
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
      name: t('panels.options.mode.name', 'Show'),
      defaultValue: 'auto',
      settings: {
        options: [
          {
            value: 'auto',
            label: t('panels.options.mode.auto.label', 'Auto'),
            description: t('panels.options.mode.auto.description', 'Side by side where there is room'),
          },
          { value: 'side', label: t('panels.options.mode.side', 'Side by side') },
          { value: 'unified', label: t('panels.options.mode.unified', 'Unified') },
          { value: 'changes', label: t('panels.options.mode.changes', 'Changes only') },
        ],
      },
    })
    .addRadio({
      path: 'sides',
      name: t('panels.options.sides.name', 'Of'),
      defaultValue: 'both',
      settings: {
        options: [
          { value: 'both', label: t('panels.options.sides.both', 'Both') },
          { value: 'request', label: t('panels.options.sides.request', 'Request') },
          { value: 'response', label: t('panels.options.sides.response', 'Response') },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'folded',
      name: t('panels.options.folded', 'Fold what did not change'),
      defaultValue: true,
    })
    .addNumberInput({
      path: 'height',
      name: t('panels.options.height.name', 'Height'),
      description: t('panels.options.height.description', 'In pixels; 0 is that of the panel. What is higher scrolls.'),
      defaultValue: 0,
      settings: { min: 0, integer: true },
    });
});
