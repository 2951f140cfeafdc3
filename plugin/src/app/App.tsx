import type { AppRootProps } from '@grafana/data';
import { lazy, useMemo } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import type { PageProps } from '../components/PageProps';
import { createGrafanaServices, proxyOf } from '../grafana/createGrafanaServices';
import { usualUrl, type AppSettings } from '../settings/appSettings';
import { findDataSource, findLoki } from './findDataSource';
import { NoDataSource } from './NoDataSource';

const CallsPage = lazy(() => import('../pages/CallsPage'));
const CallPage = lazy(() => import('../pages/CallPage'));
const ComparePage = lazy(() => import('../pages/ComparePage'));
const SessionsPage = lazy(() => import('../pages/SessionsPage'));
const SessionPage = lazy(() => import('../pages/SessionPage'));
const LivePage = lazy(() => import('../pages/LivePage'));
const PoliciesPage = lazy(() => import('../pages/PoliciesPage'));
const ErrorsPage = lazy(() => import('../pages/ErrorsPage'));
const OpenPage = lazy(() => import('../pages/OpenPage'));

/** The app's pages by their addresses. */
export default function App({ meta }: AppRootProps<AppSettings>) {
  const settings = meta.jsonData ?? {};
  const uid = findDataSource(settings);
  if (uid === null) return <NoDataSource />;
  return <Pages dataSourceUid={uid} publicUrl={publicUrlOf(settings)} lokiUid={findLoki(settings)} />;
}

function Pages({ dataSourceUid, ...rest }: Omit<PageProps, 'services'> & { dataSourceUid: string }) {
  const services = useMemo(
    () => createGrafanaServices({ baseUrl: proxyOf(dataSourceUid), idPrefix: '' }),
    [dataSourceUid],
  );
  const page: PageProps = { services, ...rest };
  return (
    <Routes>
      <Route path="calls" element={<CallsPage {...page} />} />
      <Route path="calls/:callId" element={<CallPage {...page} />} />
      <Route path="compare" element={<ComparePage {...page} />} />
      <Route path="sessions" element={<SessionsPage {...page} />} />
      <Route path="sessions/:sessionId" element={<SessionPage {...page} />} />
      <Route path="live" element={<LivePage {...page} />} />
      <Route path="policies" element={<PoliciesPage {...page} />} />
      <Route path="errors" element={<ErrorsPage {...page} />} />
      <Route path="open" element={<OpenPage {...page} />} />
      <Route path="*" element={<Navigate to="calls" replace />} />
    </Routes>
  );
}

function publicUrlOf({ publicUrl, gatewayUrl }: AppSettings): string {
  return publicUrl ?? gatewayUrl ?? usualUrl;
}
