import { PluginPage } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useCallsList } from '@lens/client/calls';
import { useSelection } from '@lens/client/kept';
import type { ClientServices } from '@lens/client/services';
import { CallsList } from '@lens/viewer/calls';
import { GrafanaViewer } from '../grafana/GrafanaViewer';
import { useGrafanaPreferences } from '../grafana/useGrafanaPreferences';

/** The list of calls. */
export default function CallsPage({ services }: { services: ClientServices }) {
  const { data, actions } = useCallsList(null, services);
  const preferences = useGrafanaPreferences();
  const selection = useSelection(services.storage);
  return (
    <PluginPage>
      {data.shown === null && data.failed !== null && (
        <Alert title="The calls could not be loaded" severity="error">
          {data.failed}
        </Alert>
      )}
      {data.shown === null && data.failed === null && <LoadingPlaceholder text="Loading calls…" />}
      {data.shown !== null && (
        <GrafanaViewer host={services.host}>
          <CallsList
            {...data.shown}
            newer={data.newer}
            failed={data.failed}
            publicUrl="http://localhost:8080"
            columns={preferences.data.columns}
            selection={selection}
            onFilters={actions.filter}
            onOrder={actions.sort}
            onRefresh={actions.refresh}
            onColumns={preferences.actions.chooseColumns}
          />
        </GrafanaViewer>
      )}
    </PluginPage>
  );
}
