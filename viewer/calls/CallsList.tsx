import type { CallOrder, CallPage } from '@lens/core/api';
import { beside, type CallFilters, type ListPlace } from '../address';
import { formatCount, formatUtc } from '../format';
import { useLinks } from '../host';
import { CallsTable } from './CallsTable';
import type { ColumnId } from './cells';
import { EmptyCalls } from './EmptyCalls';
import { FilterBar } from './FilterBar';
import { ListBar } from './ListBar';
import type { Selection } from './selection';
import { useListKeys } from './useListKeys';

export interface CallsListProps extends ListPlace {
  page: CallPage;
  /** Calls that came since the list was read. */
  newer: number;
  /** What went wrong when the list was last read. */
  failed: string | null;
  publicUrl: string;
  /** Null while the reader has chosen no columns. */
  columns: readonly ColumnId[] | null;
  selection: Selection;
  onFilters: (filters: CallFilters) => void;
  onOrder: (order: CallOrder) => void;
  onRefresh: () => void;
  onColumns: (chosen: readonly ColumnId[] | null) => void;
}

/** The recent calls, to search, to filter, and to choose two of for a comparison. */
export function CallsList(props: CallsListProps) {
  const { page, filters, order, position, publicUrl, selection, onFilters, onOrder } = props;
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
      <FilterBar filters={filters} order={order} onFilters={onFilters} />
      {page.calls.length === 0 ? (
        <EmptyCalls where={where} searchedTo={searchedTo(page, filters)} publicUrl={publicUrl} />
      ) : (
        <CallsTable
          calls={page.calls}
          filters={filters}
          order={order}
          chosen={props.columns}
          selection={selection}
          onOrder={onOrder}
        />
      )}
      <Paging page={page} filters={filters} order={order} position={position} />
    </>
  );
}

/** What lies at the beginning of the list, back towards it, and on. */
const directions = {
  newest: { beginning: 'Newest', back: '← Newer', on: 'Older →', rest: 'older ones on the next page', to: 'back to' },
  oldest: { beginning: 'Oldest', back: '← Older', on: 'Newer →', rest: 'newer ones on the next page', to: 'up to' },
} as const;

function Paging({ page, filters, order, position }: ListPlace & { page: CallPage }) {
  const to = useLinks();
  const { calls, next } = page;
  const [first] = calls;
  const away = Object.keys(position).length > 0;
  const words = directions[order];
  const reached = searchedTo(page, filters);
  if (first === undefined && next === null) return null;
  return (
    <nav className="lens-paging" aria-label="Pages of the list">
      <span className="lens-dim">
        {formatCount(calls.length, 'call')}
        {next !== null && (reached === null ? `, ${words.rest}` : `, searched ${words.to} ${formatUtc(reached)}`)}
      </span>
      {away && <a href={to.list({ filters, order })}>{words.beginning}</a>}
      {away && first !== undefined && (
        <a href={to.list({ filters, order, position: beside(first.callId, order, 'back') })}>{words.back}</a>
      )}
      {next !== null && <a href={to.list({ filters, order, position: beside(next, order, 'on') })}>{words.on}</a>}
    </nav>
  );
}

/**
 * The time at which a search for words ended its page before that was full: its next page begins there, and not at the last
 * call of this one. Null of any other page.
 */
function searchedTo({ calls, next }: CallPage, { text }: CallFilters): string | null {
  if (text === undefined || next === null || next === calls.at(-1)?.callId) return null;
  const ms = Number.parseInt(next.replaceAll('-', '').slice(0, 12), 16);
  return new Date(ms).toISOString();
}
