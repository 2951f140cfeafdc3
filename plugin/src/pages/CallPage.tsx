import { PluginPage } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useCall } from '@lens/client/call';
import type { ClientServices } from '@lens/client/services';
import { CallDetails, readCallTab } from '@lens/viewer/call';
import { useParams } from 'react-router-dom';
import { GrafanaViewer } from '../grafana/GrafanaViewer';
import { useGrafanaPreferences } from '../grafana/useGrafanaPreferences';

/** The page of a call. */
export default function CallPage({ services }: { services: ClientServices }) {
  const { callId = '' } = useParams();
  return (
    <PluginPage>
      <Call key={callId} callId={callId} services={services} />
    </PluginPage>
  );
}

function Call({ callId, services }: { callId: string; services: ClientServices }) {
  const named = new URLSearchParams(services.host.address.read().search).get('tab');
  const { data, actions } = useCall({ callId, first: null, tab: readCallTab(named, null) }, services);
  const preferences = useGrafanaPreferences();
  if (data.view === null) {
    return data.bodies === 'ready' || data.bodies === 'loading' ? (
      <LoadingPlaceholder text="Loading the call…" />
    ) : (
      <Alert title="The call could not be loaded" severity="error">
        {data.bodies.failed}
      </Alert>
    );
  }
  return (
    <GrafanaViewer host={services.host}>
      <CallDetails
        view={data.view}
        bodies={data.bodies}
        tab={data.tab}
        tabHref={actions.tabHref}
        onTab={actions.openTab}
        list={data.list}
        mode={preferences.data.mode}
        onMode={preferences.actions.chooseMode}
      />
    </GrafanaViewer>
  );
}
