import type { CallPage } from '@lens/core/api';
import { formatCount } from '../format';
import { useShortcuts } from '../shell';
import { CallsTable } from './CallsTable';
import { EmptyCalls } from './EmptyCalls';
import { FilterBar } from './FilterBar';
import { listHref, type CallFilters, type Position } from './filters';

export interface CallsListProps {
  page: CallPage;
  filters: CallFilters;
  position: Position;
  /** Calls that came since the list was read. */
  newer: number;
  /** What went wrong when the list was last read. */
  failed: string | null;
  publicUrl: string;
  onFilters: (filters: CallFilters) => void;
  onRefresh: () => void;
}

/** The recent calls, to search and to filter. */
export function CallsList(props: CallsListProps) {
  const { page, filters, position, newer, failed, publicUrl, onFilters, onRefresh } = props;
  useShortcuts({ '/': () => document.getElementById('lens-search')?.focus() });
  const isFiltered = Object.keys(filters).length > 0 || Object.keys(position).length > 0;
  return (
    <>
      <h1 className="lens-page-title">Calls</h1>
      <FilterBar filters={filters} onFilters={onFilters} />
      <div role="status" className="lens-news">
        {newer > 0 && (
          <button type="button" className="lens-button" onClick={onRefresh}>
            {newer >= 200 ? '200 or more' : newer} new
          </button>
        )}
        {failed !== null && <span className="lens-banner">The list could not be read: {failed}</span>}
      </div>
      {page.calls.length === 0 ? (
        <EmptyCalls filtered={isFiltered} publicUrl={publicUrl} />
      ) : (
        <>
          <CallsTable calls={page.calls} filters={filters} />
          <nav className="lens-paging" aria-label="Pages of the list">
            <span className="lens-dim">{formatCount(page.calls.length, 'call')}</span>
            {Object.keys(position).length > 0 && <a href={listHref(filters)}>Newest</a>}
            {page.next !== null && <a href={listHref(filters, { before: page.next })}>Older →</a>}
          </nav>
        </>
      )}
    </>
  );
}
