import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineFieldRow, InlineSwitch, Input } from '@grafana/ui';
import { useId } from 'react';
import { t } from '../../i18n/t';
import { filtersOf } from '../filtersOf';
import { usualQuery, type CallsQuery, type FilterName, type QueryType, type SourceOfValues } from '../types';
import { FilterField } from './FilterField';
import { typeOptions } from './words';

type Props = QueryEditorProps<SourceOfValues, CallsQuery>;

const mostRows = 2000;
/** As the shipped dashboard has it. */
const usualVariable = '$callId';

/** What to show, and of which calls. Every value may be a variable. */
export default function QueryEditor({ query, onChange, onRunQuery, datasource, range }: Props) {
  const id = useId();
  const type: QueryType = query.type === undefined || query.type === 'annotations' ? 'calls' : query.type;
  const isOfOne = type === 'call' || type === 'diff';
  const change = (changes: Partial<CallsQuery>): void => {
    onChange({ ...query, type, ...changes });
    onRunQuery();
  };
  const filter = (name: FilterName, value: string): void => change({ filters: { ...query.filters, [name]: value } });
  return (
    <>
      <InlineFieldRow>
        <InlineField label={t('query.type', 'Show')} labelWidth={16} htmlFor={`${id}-type`}>
          <Combobox
            id={`${id}-type`}
            options={typeOptions()}
            value={type}
            width={32}
            onChange={({ value }) => change({ type: value })}
          />
        </InlineField>
        {isOfOne ? (
          <CallIdField id={`${id}-call`} callId={query.callId ?? ''} onCallId={(callId) => change({ callId })} />
        ) : (
          <InlineField
            label={t('query.rows.label', 'Rows')}
            labelWidth="auto"
            htmlFor={`${id}-limit`}
            tooltip={t('query.rows.most', 'At the most, {{most}}', { most: mostRows })}
          >
            <Input
              id={`${id}-limit`}
              type="number"
              min={1}
              max={mostRows}
              width={10}
              defaultValue={query.limit ?? usualQuery.limit}
              onBlur={({ currentTarget }) => change({ limit: rowsIn(currentTarget.value) })}
            />
          </InlineField>
        )}
        {type === 'sessions' && (
          <InlineField
            label={t('query.turns.label', 'Turns inside')}
            labelWidth="auto"
            htmlFor={`${id}-turns`}
            tooltip={t(
              'query.turns.description',
              'In a table each row opens upon the session’s calls: of 50 sessions at the most, and of each the first 100',
            )}
          >
            <InlineSwitch
              id={`${id}-turns`}
              value={query.turns ?? false}
              onChange={({ currentTarget }) => change({ turns: currentTarget.checked })}
            />
          </InlineField>
        )}
      </InlineFieldRow>
      <InlineFieldRow>
        {filtersOf[type].map((name) => (
          <FilterField
            key={name}
            name={name}
            value={query.filters?.[name] ?? ''}
            onValue={(value) => filter(name, value)}
            datasource={datasource}
            range={range}
          />
        ))}
      </InlineFieldRow>
    </>
  );
}

interface CallIdProps {
  id: string;
  callId: string;
  onCallId: (callId: string) => void;
}

function CallIdField({ id, callId, onCallId }: CallIdProps) {
  return (
    <InlineField
      label={t('query.call-id.label', 'Call id')}
      labelWidth={16}
      htmlFor={id}
      grow
      tooltip={t(
        'query.call-id.description',
        'An id, as in the answer’s header x-luthien-call-id, or a variable such as $callId',
      )}
    >
      <Input
        id={id}
        placeholder={usualVariable}
        defaultValue={callId}
        width={44}
        onBlur={({ currentTarget }) => onCallId(currentTarget.value.trim())}
      />
    </InlineField>
  );
}

function rowsIn(text: string): number {
  const rows = Math.round(Number(text));
  return rows >= 1 ? Math.min(rows, mostRows) : usualQuery.limit;
}
