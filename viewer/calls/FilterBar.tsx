import type { CallOrder } from '@lens/core/api';
import type { FormEvent } from 'react';
import { readFilters, without, type CallFilters, type FilterName } from '../address';
import { VisibleText } from '../format';
import { useLinks, useViewer } from '../host';
import { filterChoices, filterLabels, filterValue, rareChoices, typedFilters, type FilterChoice } from './filterWords';

/** As the query API takes them. */
const longestText = 500;
const longestValue = 200;

/** The field that the key `/` goes to, among the viewer's elements. */
export const searchField = 'search';

interface FilterBarProps {
  filters: CallFilters;
  order: CallOrder;
  onFilters: (filters: CallFilters) => void;
}

/** The list's filters. A plain form that the browser can send by itself; with JavaScript it takes effect at once. */
export function FilterBar({ filters, order, onFilters }: FilterBarProps) {
  const { id, host } = useViewer();
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
      key={host.links.list({ filters })}
      className="lens-filters lens-no-print"
      role="search"
      method="get"
      action={host.links.list()}
      onSubmit={onSubmit}
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) onFilters(read(event.currentTarget));
      }}
    >
      {order !== 'newest' && <input type="hidden" name="order" value={order} />}
      <div className="lens-filter-row">
        <input
          id={id(searchField)}
          type="search"
          name="text"
          className="lens-search"
          placeholder="Search bodies, call id, trace id   /"
          aria-label="Search bodies and ids"
          maxLength={longestText}
          defaultValue={filters.text ?? ''}
        />
        {filterChoices.map((choice) => (
          <Choice key={choice.name} choice={choice} filters={filters} />
        ))}
        <button type="submit" className="lens-button">
          Filter
        </button>
      </div>
      <details className="lens-more-filters">
        <summary>More filters</summary>
        <div className="lens-filter-row">
          {rareChoices.map((choice) => (
            <Choice key={choice.name} choice={choice} filters={filters} />
          ))}
          {typedFilters.map((name) => (
            <label key={name}>
              <span className="lens-dim">{filterLabels[name]}</span>{' '}
              <input name={name} defaultValue={filters[name] ?? ''} maxLength={longestValue} />
            </label>
          ))}
        </div>
      </details>
      <Chips filters={filters} order={order} />
    </form>
  );
}

function Choice({ choice: { name, options }, filters }: { choice: FilterChoice; filters: CallFilters }) {
  return (
    <select name={name} aria-label={filterLabels[name]} defaultValue={filters[name] ?? ''} data-set={name in filters}>
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** The filters in force, each with a link that takes it away. */
function Chips({ filters, order }: { filters: CallFilters; order: CallOrder }) {
  const to = useLinks();
  const names = Object.keys(filters).filter((name): name is FilterName => name in filterLabels);
  if (names.length === 0) return null;
  return (
    <ul className="lens-filter-chips" aria-label="Filters in force">
      {names.map((name) => (
        <li key={name} className="lens-chip" data-tone="policy">
          {filterLabels[name].toLowerCase()}: <VisibleText text={filterValue(name, filters[name] ?? '')} />
          <a
            href={to.list({ filters: without(filters, name), order })}
            aria-label={`Remove the filter ${filterLabels[name]}`}
          >
            ×
          </a>
        </li>
      ))}
      <li>
        <a href={to.list({ order })}>Clear all</a>
      </li>
    </ul>
  );
}
