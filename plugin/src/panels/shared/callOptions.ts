import type { PanelOptionsEditorBuilder } from '@grafana/data';
import type { CallPanelOptions } from './CallPanel';

/** The options that every panel of one call has. */
export function addCallOptions<Options extends CallPanelOptions>(builder: PanelOptionsEditorBuilder<Options>): void {
  builder
    .addTextInput({
      path: 'callId',
      name: 'Call',
      description: 'An id or a variable. Without one the call of this panel’s own query is shown.',
      defaultValue: '$callId',
      category: ['Call'],
    })
    .addBooleanSwitch({
      path: 'head',
      name: 'Say which call it is',
      description: 'A line with time, model and outcome, which leads to the call’s page.',
      defaultValue: true,
      category: ['Call'],
    });
}
