import { useActivity } from '@lens/client/live';
import { readLiveFilters } from '@lens/viewer/address';
import { LiveFeed, liveKeys } from '@lens/viewer/live';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';

/** What happens to calls now. */
export default function LivePage({ services, publicUrl }: PageProps) {
  const named = readLiveFilters(new URLSearchParams(services.host.address.read().search));
  const { data, actions } = useActivity(named, services);
  return (
    <AppPage services={services} what="liveFeed" data={data} failed={null} shortcuts={liveKeys}>
      {(feed) => (
        <LiveFeed
          {...feed}
          publicUrl={publicUrl}
          onFilters={actions.filter}
          onPause={actions.pause}
          onGoOn={actions.goOn}
          onClear={actions.clear}
          onRetry={actions.retry}
        />
      )}
    </AppPage>
  );
}
