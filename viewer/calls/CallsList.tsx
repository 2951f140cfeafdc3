import type { CallPage } from '@lens/core/api';
import type { CallFilters, Position } from '../address';
import { formatCount } from '../format';
import { useLinks } from '../host';
import { CallsTable } from './CallsTable';
import type { ColumnId } from './cells';
import { EmptyCalls } from './EmptyCalls';
import { FilterBar } from './FilterBar';
import { ListBar } from './ListBar';
import type { Selection } from './selection';
import { useListKeys } from './useListKeys';

export interface CallsListProps {
  page: CallPage;
  filters: CallFilters;
  position: Position;
  /** Calls that came since the list was read. */
  newer: number;
  /** What went wrong when the list was last read. */
  failed: string | null;
  publicUrl: string;
  /** Null while the reader has chosen no columns. */
  columns: readonly ColumnId[] | null;
  selection: Selection;
  onFilters: (filters: CallFilters) => void;
  onRefresh: () => void;
  onColumns: (chosen: readonly ColumnId[] | null) => void;
}

/** The recent calls, to search, to filter, and to choose two of for a comparison. */
export function CallsList(props: CallsListProps) {
  const { page, filters, position, publicUrl, selection, onFilters } = props;
  useListKeys(selection);
  const where = Object.keys(filters).length > 0 ? 'filtered' : Object.keys(position).length > 0 ? 'paged' : 'all';
  return (
    <>
      <div className="lens-list-head">
        <h1 className="lens-page-title">Calls</h1>
        <ListBar
          newer={props.newer}
          failed={props.failed}
          selection={selection}
          chosen={props.columns}
          onColumns={props.onColumns}
          onRefresh={props.onRefresh}
        />
      </div>
      <FilterBar filters={filters} onFilters={onFilters} />
      {page.calls.length === 0 ? (
        <EmptyCalls where={where} publicUrl={publicUrl} />
      ) : (
        <CallsTable calls={page.calls} filters={filters} chosen={props.columns} selection={selection} />
      )}
      <Paging page={page} filters={filters} position={position} />
    </>
  );
}

function Paging({ page, filters, position }: Pick<CallsListProps, 'page' | 'filters' | 'position'>) {
  const to = useLinks();
  const { calls, next } = page;
  const [newest] = calls;
  const away = Object.keys(position).length > 0;
  if (newest === undefined) return null;
  return (
    <nav className="lens-paging" aria-label="Pages of the list">
      <span className="lens-dim">
        {formatCount(calls.length, 'call')}
        {next !== null && ', older ones on the next page'}
      </span>
      {away && <a href={to.list({ filters })}>Newest</a>}
      {away && <a href={to.list({ filters, position: { after: newest.callId } })}>← Newer</a>}
      {next !== null && <a href={to.list({ filters, position: { before: next } })}>Older →</a>}
    </nav>
  );
}
