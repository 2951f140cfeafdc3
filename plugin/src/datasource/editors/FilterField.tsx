import type { TimeRange } from '@grafana/data';
import { Combobox, InlineField, Input, type ComboboxOption } from '@grafana/ui';
import { useId } from 'react';
import { t } from '../../i18n/t';
import type { FilterName, SourceOfValues } from '../types';
import { facetOf, filterLabel, fixedValues } from './words';

interface FilterFieldProps {
  name: FilterName;
  value: string;
  onValue: (value: string) => void;
  datasource: SourceOfValues;
  range: TimeRange | undefined;
}

/** A filter: chosen from the values that calls have, or typed, a variable too. Cleared it filters nothing. */
export function FilterField({ name, value, onValue, datasource, range }: FilterFieldProps) {
  const id = useId();
  const [facet, fixed] = [facetOf[name], fixedValues[name]];
  if (facet === undefined && fixed === undefined) {
    return (
      <InlineField label={filterLabel(name)} labelWidth={16} htmlFor={id}>
        <Input
          id={id}
          width={24}
          placeholder={t('query.filters.any', 'any')}
          defaultValue={value}
          onBlur={({ currentTarget }) => onValue(currentTarget.value.trim())}
        />
      </InlineField>
    );
  }
  const options = async (typed: string): Promise<ComboboxOption[]> => {
    const values = facet === undefined ? (fixed ?? []) : await valuesOf(datasource, facet, range);
    return values.filter((each) => each.includes(typed)).map((each) => ({ value: each }));
  };
  return (
    <InlineField label={filterLabel(name)} labelWidth={16} htmlFor={id}>
      <Combobox
        id={id}
        options={options}
        value={value === '' ? null : value}
        width={24}
        placeholder={t('query.filters.any', 'any')}
        isClearable
        createCustomValue
        onChange={(chosen) => onValue(chosen?.value ?? '')}
      />
    </InlineField>
  );
}

/** Values that can't be had are typed. */
async function valuesOf(
  datasource: SourceOfValues,
  of: NonNullable<(typeof facetOf)[FilterName]>,
  range: TimeRange | undefined,
): Promise<string[]> {
  const to = range?.to.toISOString() ?? new Date().toISOString();
  const from = range?.from.toISOString() ?? new Date(Date.parse(to) - 86_400_000).toISOString();
  try {
    return (await datasource.valuesOf({ of }, { from, to })).map(({ text }) => text);
  } catch {
    return [];
  }
}
