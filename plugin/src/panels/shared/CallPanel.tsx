import type { PanelData, PanelProps } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useCall } from '@lens/client/call';
import type { CallView } from '@lens/core/api';
import { formatDuration, Time, VisibleText } from '@lens/viewer/format';
import { useLinks } from '@lens/viewer/host';
import { useMemo, type ReactNode } from 'react';
import { failedWords, loadingWords } from '../../components/pageWords';
import { dataSourceType, provisionedDataSourceUid } from '../../constants';
import { createGrafanaServices, proxyOf } from '../../grafana/createGrafanaServices';
import { GrafanaViewer } from '../../grafana/GrafanaViewer';
import { t } from '../../i18n/t';
import { callOfPanel, type PanelCall } from './callOfPanel';

/** Of every panel that shows one call. */
export interface CallPanelOptions {
  /** An id, or a variable. */
  callId: string;
  /** A line about the call, which leads to its page. */
  head: boolean;
}

type Wanted = 'id' | 'data' | 'options' | 'width' | 'height' | 'replaceVariables';

interface CallPanelProps extends Pick<PanelProps<CallPanelOptions>, Wanted> {
  children: (view: CallView) => ReactNode;
}

/** The call of a panel, in the room that the panel has, and what there is instead where there is no call. */
export function CallPanel({ id, data, options, width, height, replaceVariables, children }: CallPanelProps) {
  const call = callOfPanel(replaceVariables(options.callId), data);
  const source = dataSourceOf(data);
  return (
    <div style={{ width, height, overflow: 'auto' }} data-testid="luthien-panel">
      {call === null ? (
        <Alert severity="info" title={t('panels.no-call.title', 'No call is chosen')}>
          {t(
            'panels.no-call.how',
            'Choose one by the variable callId or in a table of calls on this dashboard, or give this panel a query for one call.',
          )}
        </Alert>
      ) : (
        // Of another gateway it is another call, or is there when it was not.
        <Call key={`${source} ${call.callId}`} panelId={id} call={call} dataSourceUid={source} head={options.head}>
          {children}
        </Call>
      )}
    </div>
  );
}

/** The data source that a panel's calls are asked of: that of its own query, else the first one of our kind. */
function dataSourceOf({ request }: Pick<PanelData, 'request'>): string {
  const own = request?.targets.find(({ datasource }) => datasource?.type === dataSourceType)?.datasource?.uid;
  const [first] = getDataSourceSrv().getList({ pluginId: dataSourceType });
  return own ?? first?.uid ?? provisionedDataSourceUid;
}

interface CallProps {
  panelId: number;
  call: PanelCall;
  dataSourceUid: string;
  head: boolean;
  children: (view: CallView) => ReactNode;
}

function Call({ panelId, call: { callId, view: own }, dataSourceUid, head, children }: CallProps) {
  // Panels of a repeated row have the same number, and each its own call.
  const idPrefix = `panel-${panelId}-${callId.slice(-6)}-`;
  const services = useMemo(
    () => createGrafanaServices({ baseUrl: proxyOf(dataSourceUid), idPrefix }),
    [dataSourceUid, idPrefix],
  );
  const first = own && { view: own, complete: true };
  const { view, bodies } = useCall({ callId, first, tab: 'changes' }, services).data;
  if (view === null || bodies !== 'ready') return <Waiting bodies={bodies} />;
  return (
    <GrafanaViewer host={services.host}>
      {head && <PanelHead view={view} />}
      {children(view)}
    </GrafanaViewer>
  );
}

/** Which call a panel shows; it leads to the call's page. */
function PanelHead({ view: { call } }: { view: CallView }) {
  const to = useLinks();
  const model = call.finalModel ?? call.requestedModel ?? call.endpoint;
  return (
    <p>
      <a href={to.call(call.callId)}>
        <Time at={call.startedAt} brief /> · <VisibleText text={model} />
      </a>{' '}
      <span className="lens-dim">
        {call.httpStatus ?? ''} {call.status.replaceAll('_', ' ')} · {formatDuration(call.durationMs)}
      </span>
    </p>
  );
}

function Waiting({ bodies }: { bodies: 'ready' | 'loading' | { failed: string } }) {
  if (typeof bodies === 'string') return <LoadingPlaceholder text={loadingWords('call')} />;
  return (
    <Alert severity="error" title={failedWords('call')}>
      {bodies.failed}
    </Alert>
  );
}
