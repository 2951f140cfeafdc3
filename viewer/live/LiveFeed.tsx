import type { ActivityState } from '@lens/core/api';
import type { LiveFilters } from '../address';
import { formatCount } from '../format';
import { testIds } from '../testIds';
import type { LiveConnection } from './connection';
import { EmptyLive } from './EmptyLive';
import { FollowedCall } from './FollowedCall';
import { LiveFilterBar } from './LiveFilterBar';
import type { LiveCall, LiveRow } from './liveEntry';
import { LiveState } from './LiveState';
import { LiveTable } from './LiveTable';
import { useLiveKeys } from './useLiveKeys';

export interface LiveFeedProps {
  /** The newest first. */
  rows: readonly LiveRow[];
  filters: LiveFilters;
  connection: LiveConnection;
  /** Null until the server has said it. */
  shared: ActivityState | null;
  /** What is known of the call that the filter names; null without one, and of one that nothing was heard of. */
  followed: LiveCall | null;
  isPaused: boolean;
  /** Messages that match and came since the feed was paused. */
  newer: number;
  /** Messages a second. */
  rate: number;
  /** To choose from. */
  models: readonly string[];
  policies: readonly string[];
  publicUrl: string;
  /** The most rows that are shown. */
  most: number;
  onFilters: (filters: LiveFilters) => void;
  onPause: () => void;
  onGoOn: () => void;
  onClear: () => void;
  onRetry: () => void;
}

/** What happens to calls, as it happens: the newest at the top, held on demand, all of it or that of one call. */
export function LiveFeed(props: LiveFeedProps) {
  const { rows, filters, isPaused, newer, onFilters, onPause, onGoOn } = props;
  useLiveKeys({ isPaused, onPause, onGoOn });
  return (
    <>
      <div className="lens-list-head">
        <h1 className="lens-page-title">Live</h1>
        <div className="lens-list-bar lens-live-bar lens-no-print">
          <LiveState connection={props.connection} shared={props.shared} rate={props.rate} onRetry={props.onRetry} />
          <span role="status" className="lens-dim" data-testid={testIds.live.newer}>
            {isPaused && (newer === 0 ? 'paused' : `paused, ${formatCount(newer, 'message')} since`)}
          </span>
          <button
            type="button"
            className="lens-button"
            aria-pressed={isPaused}
            title={isPaused ? 'Go on (p)' : 'Hold the list as it is (p)'}
            onClick={isPaused ? onGoOn : onPause}
          >
            {isPaused ? 'Go on' : 'Pause'}
          </button>
          <button type="button" className="lens-button lens-quiet" disabled={rows.length === 0} onClick={props.onClear}>
            Clear
          </button>
        </div>
      </div>
      <LiveFilterBar filters={filters} models={props.models} policies={props.policies} onFilters={onFilters} />
      {filters.call !== undefined && (
        <FollowedCall callId={filters.call} call={props.followed} filters={filters} onFilters={onFilters} />
      )}
      {rows.length > 0 && <LiveTable rows={rows} filters={filters} onFilters={onFilters} />}
      {rows.every(({ message }) => message === null) ? (
        <EmptyLive
          isReached={props.connection.state === 'connecting' || props.connection.state === 'live'}
          isFiltered={Object.keys(filters).length > 0}
          publicUrl={props.publicUrl}
        />
      ) : (
        <p className="lens-live-foot lens-dim">
          {rows.length < props.most
            ? formatCount(rows.length, 'row')
            : `The newest ${formatCount(rows.length, 'row')}. Older ones make room; calls are kept in the list of calls.`}
        </p>
      )}
    </>
  );
}
