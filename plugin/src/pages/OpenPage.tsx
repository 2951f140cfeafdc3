import { PluginPage } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import { useLoaded } from '@lens/client/loaded';
import { Navigate, useLocation } from 'react-router-dom';
import { Failed } from '../components/Failed';
import { Loading } from '../components/Loading';
import type { PageProps } from '../components/PageProps';
import { affectedCalls } from '../extensions/affectedCalls';
import { t } from '../i18n/t';

/**
 * `/open?callId=&traceId=&spanId=`: to the call that is meant. Links beside a trace know the ids of their span, and on most spans
 * there is no id of a call. `/open?alert=&since=`: to the calls that explain an alert, from what people were told of it.
 */
export default function OpenPage({ services }: PageProps) {
  const params = new URLSearchParams(useLocation().search);
  const [callId, traceId] = [named(params, 'callId'), named(params, 'traceId')];
  const alert = named(params, 'alert');
  if (callId !== null) return <Navigate to={`../calls/${encodeURIComponent(callId)}`} replace />;
  if (traceId !== null) return <OfTrace traceId={traceId} services={services} />;
  if (alert !== null) {
    const { since, ...labels } = Object.fromEntries(params);
    return <Navigate to={`../${affectedCalls({ named: alert, labels, activeAt: since })}`} replace />;
  }
  return (
    <PluginPage>
      <Alert title={t('open.unnamed.title', 'No call is named')} severity="info">
        {t('open.unnamed.why', 'The link that led here has neither the id of a call nor that of a trace.')}
      </Alert>
    </PluginPage>
  );
}

function OfTrace({ traceId, services }: { traceId: string } & Pick<PageProps, 'services'>) {
  const { data: page, failed } = useLoaded({
    key: traceId,
    first: null,
    load: (signal) => services.api.listCalls({ text: traceId, limit: '2' }, signal),
  });
  const [call, another] = page?.calls ?? [];
  if (call !== undefined && another === undefined) {
    return <Navigate to={`../calls/${encodeURIComponent(call.callId)}`} replace />;
  }
  if (another !== undefined)
    return <Navigate to={`../calls?${new URLSearchParams({ text: traceId }).toString()}`} replace />;
  return (
    <PluginPage>
      {failed !== null && <Failed what="callsOfTrace" why={failed} />}
      {failed === null && page === null && <Loading what="callsOfTrace" />}
      {page !== null && (
        <Alert title={t('open.none.title', 'No call of the gateway is in this trace')} severity="info">
          {t(
            'open.none.why',
            'A call is stored a moment after its end: if it ended just now, load this page again. It may also have gone past the gateway, or be past its retention.',
          )}
        </Alert>
      )}
    </PluginPage>
  );
}

/** What a template left empty, or did not fill in, names nothing. */
function named(params: URLSearchParams, name: string): string | null {
  const value = params.get(name)?.trim() ?? '';
  return value === '' || value.includes('${') ? null : value;
}
