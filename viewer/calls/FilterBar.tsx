import type { FormEvent } from 'react';
import { VisibleText } from '../format';
import { listHref, readFilters, without, type CallFilters, type FilterName } from './filters';
import { filterLabels, filterOptions, filterValue, typedFilters } from './filterWords';

/** As the query API takes them. */
const longestText = 500;
const longestValue = 200;

interface FilterBarProps {
  filters: CallFilters;
  onFilters: (filters: CallFilters) => void;
}

/** The list's filters. A plain form that the browser can send by itself; with JavaScript it takes effect at once. */
export function FilterBar({ filters, onFilters }: FilterBarProps) {
  const read = (form: HTMLFormElement): CallFilters => {
    const entries = [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']);
    return readFilters(new URLSearchParams(Object.fromEntries(entries) as Record<string, string>));
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onFilters(read(event.currentTarget));
  };
  return (
    <form
      // Typed fields are the browser's; a new address makes them new.
      key={listHref(filters)}
      className="lens-filters lens-no-print"
      role="search"
      method="get"
      action="/"
      onSubmit={onSubmit}
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) onFilters(read(event.currentTarget));
      }}
    >
      <div className="lens-filter-row">
        <input
          id="lens-search"
          type="search"
          name="text"
          className="lens-search"
          placeholder="Search bodies, call id, trace id   /"
          aria-label="Search bodies and ids"
          maxLength={longestText}
          defaultValue={filters.text ?? ''}
        />
        {filterOptions.map(({ name, options }) => (
          <select
            key={name}
            name={name}
            aria-label={filterLabels[name]}
            defaultValue={filters[name] ?? ''}
            data-set={name in filters}
          >
            {options.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ))}
        <button type="submit" className="lens-button">
          Filter
        </button>
      </div>
      <details className="lens-more-filters">
        <summary>More filters</summary>
        <div className="lens-filter-row">
          {typedFilters.map((name) => (
            <label key={name}>
              <span className="lens-dim">{filterLabels[name]}</span>{' '}
              <input name={name} defaultValue={filters[name] ?? ''} maxLength={longestValue} />
            </label>
          ))}
        </div>
      </details>
      <Chips filters={filters} />
    </form>
  );
}

/** The filters in force, each with a link that takes it away. */
function Chips({ filters }: { filters: CallFilters }) {
  const names = Object.keys(filters).filter((name): name is FilterName => name in filterLabels);
  if (names.length === 0) return null;
  return (
    <ul className="lens-filter-chips" aria-label="Filters in force">
      {names.map((name) => (
        <li key={name} className="lens-chip" data-tone="policy">
          {filterLabels[name].toLowerCase()}: <VisibleText text={filterValue(name, filters[name] ?? '')} />
          <a href={listHref(without(filters, name))} aria-label={`Remove the filter ${filterLabels[name]}`}>
            ×
          </a>
        </li>
      ))}
      <li>
        <a href="/">Clear all</a>
      </li>
    </ul>
  );
}
