import { FirstCalls } from '../calls/EmptyCalls';
import { useLinks } from '../host';

interface EmptyLiveProps {
  isFiltered: boolean;
  publicUrl: string;
}

/** Nothing to show yet: what to do for it. */
export function EmptyLive({ isFiltered, publicUrl }: EmptyLiveProps) {
  const to = useLinks();
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
