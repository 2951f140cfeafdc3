import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineFieldRow, InlineSwitch, Input } from '@grafana/ui';
import { useId } from 'react';
import type { CallsDataSource } from '../CallsDataSource';
import { filtersOf } from '../filtersOf';
import { usualQuery, type CallsQuery, type FilterName, type QueryType } from '../types';
import { FilterField } from './FilterField';
import { typeOptions } from './words';

type Props = QueryEditorProps<CallsDataSource, CallsQuery>;

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
        <InlineField label="Show" labelWidth={12} htmlFor={`${id}-type`}>
          <Combobox
            id={`${id}-type`}
            options={typeOptions}
            value={type}
            width={32}
            onChange={({ value }) => change({ type: value })}
          />
        </InlineField>
        {isOfOne ? (
          <CallIdField id={`${id}-call`} callId={query.callId ?? ''} onCallId={(callId) => change({ callId })} />
        ) : (
          <InlineField label="Rows" labelWidth={8} htmlFor={`${id}-limit`} tooltip="At the most, 2000">
            <Input
              id={`${id}-limit`}
              type="number"
              min={1}
              max={2000}
              width={10}
              defaultValue={query.limit ?? usualQuery.limit}
              onBlur={({ currentTarget }) => change({ limit: rowsIn(currentTarget.value) })}
            />
          </InlineField>
        )}
        {type === 'sessions' && (
          <InlineField
            label="Turns inside"
            labelWidth={14}
            htmlFor={`${id}-turns`}
            tooltip="In a table each row opens upon the session’s calls: of 50 sessions at the most, and of each the first 100"
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
      label="Call id"
      labelWidth={12}
      htmlFor={id}
      grow
      tooltip="An id, as in the answer’s header x-luthien-call-id, or a variable such as $callId"
    >
      <Input
        id={id}
        placeholder="$callId"
        defaultValue={callId}
        width={44}
        onBlur={({ currentTarget }) => onCallId(currentTarget.value.trim())}
      />
    </InlineField>
  );
}

function rowsIn(text: string): number {
  const rows = Math.round(Number(text));
  return rows >= 1 ? Math.min(rows, 2000) : usualQuery.limit;
}
