import { FirstCalls } from '../calls/EmptyCalls';
import { useLinks } from '../host';

interface EmptyLiveProps {
  /** Above it stands why not. */
  isReached: boolean;
  isFiltered: boolean;
  publicUrl: string;
}

/** Nothing to show yet: what to do for it. */
export function EmptyLive({ isReached, isFiltered, publicUrl }: EmptyLiveProps) {
  const to = useLinks();
  if (!isReached) {
    return (
      <div className="lens-empty">
        <h2>The feed is not reached</h2>
        <p>
          What happens now is not seen here. Calls that were recorded are in the <a href={to.list()}>list of calls</a>.
        </p>
      </div>
    );
  }
  if (isFiltered) {
    return (
      <div className="lens-empty">
        <h2>No message matches yet</h2>
        <p>
          What comes is shown as soon as it matches. <a href={to.live()}>Show everything</a>, or look for earlier calls
          in the <a href={to.list()}>list of calls</a>.
        </p>
      </div>
    );
  }
  return (
    <div className="lens-empty">
      <h2>Waiting for the first call</h2>
      <p>
        Calls are here while they happen. Earlier ones are in the <a href={to.list()}>list of calls</a>.
      </p>
      <FirstCalls publicUrl={publicUrl} />
    </div>
  );
}
