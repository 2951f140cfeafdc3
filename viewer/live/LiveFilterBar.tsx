import { activityTypes } from '@lens/core/api';
import type { FormEvent } from 'react';
import { allTypes, readLiveFilters, type LiveFilterName, type LiveFilters } from '../address';
import { statusWords } from '../call/outcome';
import { useLinks, useViewer } from '../host';

/** The field that the key `/` goes to, among the viewer's elements. */
export const liveSearchField = 'live-search';

type Option = readonly [value: string, label: string];

interface LiveFilterBarProps {
  filters: LiveFilters;
  models: readonly string[];
  policies: readonly string[];
  onFilters: (filters: LiveFilters) => void;
}

/** What of the feed is shown; everything takes effect at once. */
export function LiveFilterBar({ filters, models, policies, onFilters }: LiveFilterBarProps) {
  const { id, host } = useViewer();
  const set = (name: LiveFilterName, value: string): void => {
    onFilters(readLiveFilters(new URLSearchParams({ ...filters, [name]: value })));
  };
  const ownType = filters.type === allTypes ? undefined : filters.type;
  const selects: [LiveFilterName, string, Option[]][] = [
    ['type', 'Event', [['', 'Any event'], [allTypes, 'Any event, and records'], ...own(activityTypes, ownType)]],
    ['model', 'Model', [['', 'Any model'], ...own(models, filters.model)]],
    ['status', 'Status', [['', 'Any status'], ['running', 'running'], ...Object.entries(statusWords)]],
    ['changed', 'Changed', changedOptions],
    ['policy', 'Policy', [['', 'Any policy'], ...own(policies, filters.policy)]],
  ];
  return (
    <form
      className="lens-filters lens-no-print"
      role="search"
      method="get"
      action={host.links.live()}
      onSubmit={(event: FormEvent) => event.preventDefault()}
    >
      <div className="lens-filter-row">
        <input
          id={id(liveSearchField)}
          type="search"
          className="lens-search"
          placeholder="Call id or trace id   /"
          aria-label="Call id or trace id"
          maxLength={100}
          value={filters.text ?? ''}
          onChange={(event) => set('text', event.target.value)}
        />
        {selects.map(([name, label, options]) => (
          <select
            key={name}
            aria-label={label}
            value={filters[name] ?? ''}
            data-set={name in filters}
            onChange={(event) => set(name, event.target.value)}
          >
            {options.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        ))}
        <ClearFilters filters={filters} onFilters={onFilters} />
      </div>
    </form>
  );
}

const changedOptions: Option[] = [
  ['', 'Changed or not'],
  ['yes', 'Changed'],
  ['no', 'Unchanged'],
];

/** With the value in force, though nothing was heard of it yet. */
function own(values: readonly string[], present: string | undefined): Option[] {
  const all = present === undefined || values.includes(present) ? values : [present, ...values];
  return all.map((value) => [value, value]);
}

function ClearFilters({ filters, onFilters }: Pick<LiveFilterBarProps, 'filters' | 'onFilters'>) {
  const to = useLinks();
  const { call, ...rest } = filters;
  if (Object.keys(rest).length === 0) return null;
  const left: LiveFilters = call === undefined ? {} : { call };
  return (
    <a
      className="lens-clear-filters"
      href={to.live(left)}
      onClick={(event) => {
        event.preventDefault();
        onFilters(left);
      }}
    >
      Clear filters
    </a>
  );
}
