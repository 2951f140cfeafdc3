import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../i18n/t';
import type { CallPanelOptions } from './CallPanel';

/** The options that every panel of one call has. */
export function addCallOptions<Options extends CallPanelOptions>(builder: PanelOptionsEditorBuilder<Options>): void {
  const category = [t('panels.options.call.category', 'Call')];
  builder
    .addTextInput({
      path: 'callId',
      name: t('panels.options.call.name', 'Call'),
      description: t(
        'panels.options.call.description',
        'An id or a variable. Without one the call of this panel’s own query is shown.',
      ),
      defaultValue: '$callId',
      category,
    })
    .addBooleanSwitch({
      path: 'head',
      name: t('panels.options.head.name', 'Say which call it is'),
      description: t(
        'panels.options.head.description',
        'A line with time, model and outcome, which leads to the call’s page.',
      ),
      defaultValue: true,
      category,
    });
}
