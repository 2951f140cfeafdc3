import type { DataSourceJsonData, QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField } from '@grafana/ui';
import { useId } from 'react';
import { t } from '../../i18n/t';
import type { CallsQuery, CallsVariableQuery, SourceOfValues } from '../types';
import { facetOptions } from './words';

type Props = QueryEditorProps<SourceOfValues, CallsQuery, DataSourceJsonData, CallsVariableQuery>;

/** Whose values a variable has. */
export default function VariableEditor({ query, onChange }: Props) {
  const id = useId();
  return (
    <InlineField
      label={t('variables.of', 'Values')}
      labelWidth={20}
      htmlFor={id}
      tooltip={t(
        'variables.which',
        'Of the newest 20,000 calls of the dashboard’s time range, the most frequent first',
      )}
    >
      <Combobox
        id={id}
        options={facetOptions()}
        value={query.of ?? 'model'}
        width={32}
        onChange={({ value }) => onChange({ ...query, refId: 'Values', of: value })}
      />
    </InlineField>
  );
}
