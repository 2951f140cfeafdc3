import type { LiveFilters } from '../address';
import { InPlaceLink } from '../controls';
import { useLinks } from '../host';
import type { LiveCall } from './liveEntry';

interface FollowedCallProps {
  callId: string;
  call: LiveCall | null;
  filters: LiveFilters;
  onFilters: (filters: LiveFilters) => void;
}

/** The one call whose messages are shown, with the way to its page and back to all. */
export function FollowedCall({ callId, call, filters, onFilters }: FollowedCallProps) {
  const to = useLinks();
  const { call: _followed, ...others } = filters;
  return (
    <p className="lens-live-followed">
      <span>
        Call <code>{callId}</code>
      </span>
      {call?.isStored === true ? (
        <a href={to.call(callId)}>Open its page and diff</a>
      ) : (
        <span className="lens-dim">
          {call === null ? 'no message of it yet' : 'its page is there once it is recorded'}
        </span>
      )}
      <InPlaceLink href={to.live(others)} onFollow={() => onFilters(others)}>
        Back to all calls
      </InPlaceLink>
    </p>
  );
}
