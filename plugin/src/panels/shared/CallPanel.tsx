import type { PanelProps } from '@grafana/data';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useCall } from '@lens/client/call';
import type { CallView } from '@lens/core/api';
import { useMemo, type ReactNode } from 'react';
import { failedWords, loadingWords } from '../../components/pageWords';
import { createGrafanaServices, proxyOf } from '../../grafana/createGrafanaServices';
import { GrafanaViewer } from '../../grafana/GrafanaViewer';
import { t } from '../../i18n/t';
import { callOfPanel, type PanelCall } from './callOfPanel';
import { dataSourceOf } from './dataSourceOf';
import { PanelHead } from './PanelHead';

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

function Waiting({ bodies }: { bodies: 'ready' | 'loading' | { failed: string } }) {
  if (typeof bodies === 'string') return <LoadingPlaceholder text={loadingWords('call')} />;
  return (
    <Alert severity="error" title={failedWords('call')}>
      {bodies.failed}
    </Alert>
  );
}
