import { useCall } from '@lens/client/call';
import { useSelection } from '@lens/client/kept';
import { CallDetails, callKeys, GiveScore, readCallTab } from '@lens/viewer/call';
import { CompareWith } from '@lens/viewer/compare';
import { useParams } from 'react-router-dom';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';
import { scoresProxy } from '../constants';
import { BelowViewer } from '../grafana/GrafanaViewer';
import { postThrough } from '../grafana/grafanaFetch';
import { useGrafanaPreferences } from '../grafana/useGrafanaPreferences';
import { t } from '../i18n/t';
import { CallLogs } from './call/logs/CallLogs';
import { Originals } from './call/Originals';
import { useOriginals } from './call/useOriginals';

const postScore = postThrough(scoresProxy);

/** The page of a call. */
export default function CallPage({ services, lokiUid }: PageProps) {
  const { callId = '' } = useParams();
  const originals = useOriginals(services);
  return (
    // Read anew it is another call: nothing that was shown of it stays.
    <Call
      key={`${callId} ${originals.shown}`}
      callId={callId}
      services={originals.services}
      lokiUid={lokiUid}
      originals={originals}
    />
  );
}

interface CallProps extends Pick<PageProps, 'services' | 'lokiUid'> {
  callId: string;
  originals: ReturnType<typeof useOriginals>;
}

function Call({ callId, services, lokiUid, originals }: CallProps) {
  const named = new URLSearchParams(services.host.address.read().search).get('tab');
  const { data, actions } = useCall({ callId, first: null, tab: readCallTab(named, null) }, services);
  const preferences = useGrafanaPreferences();
  const selection = useSelection(services.storage);
  const { bodies } = data;
  return (
    <AppPage
      services={services}
      what="call"
      data={data.view}
      failed={typeof bodies === 'object' ? bodies.failed : null}
      shortcuts={callKeys}
      nav={{ text: t('pages.call.nav', 'Call {{id}}', { id: callId.slice(0, 8) }) }}
    >
      {(view) => (
        <CallDetails
          view={view}
          bodies={bodies}
          tab={data.tab}
          tabHref={actions.tabHref}
          onTab={actions.openTab}
          list={data.list}
          mode={preferences.data.mode}
          onMode={preferences.actions.chooseMode}
          logs={
            <BelowViewer>
              <CallLogs view={view} lokiUid={lokiUid} shown={data.tab === 'logs'} />
            </BelowViewer>
          }
          actions={
            <>
              <Originals view={view} {...originals} />
              {originals.isEditor && <GiveScore onGive={(score) => actions.giveScore(score, postScore)} />}
              <CompareWith
                callId={callId}
                previousCallId={null}
                parentCallId={view.call.parentCallId}
                selectedCallId={selection.callIds[0] ?? null}
              />
            </>
          }
        />
      )}
    </AppPage>
  );
}
