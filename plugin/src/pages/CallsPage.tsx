import { useCallsList } from '@lens/client/calls';
import { useSelection } from '@lens/client/kept';
import { CallsList, callsKeys } from '@lens/viewer/calls';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';
import { useGrafanaPreferences } from '../grafana/useGrafanaPreferences';

/** The list of calls. */
export default function CallsPage({ services, publicUrl }: PageProps) {
  const { data, actions } = useCallsList(null, services);
  const preferences = useGrafanaPreferences();
  const selection = useSelection(services.storage);
  return (
    <AppPage services={services} what="calls" data={data.shown} failed={data.failed} shortcuts={callsKeys}>
      {(shown) => (
        <CallsList
          {...shown}
          newer={data.newer}
          failed={data.failed}
          publicUrl={publicUrl}
          columns={preferences.data.columns}
          selection={selection}
          onFilters={actions.filter}
          onOrder={actions.sort}
          onRefresh={actions.refresh}
          onColumns={preferences.actions.chooseColumns}
        />
      )}
    </AppPage>
  );
}
