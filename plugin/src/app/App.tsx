import type { AppRootProps } from '@grafana/data';
import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { createGrafanaServices, proxyOf } from '../grafana/createGrafanaServices';
import { provisionedDataSourceUid } from '../constants';

const CallsPage = lazy(() => import('../pages/CallsPage'));
const CallPage = lazy(() => import('../pages/CallPage'));

const services = createGrafanaServices({ baseUrl: proxyOf(provisionedDataSourceUid), idPrefix: '' });

/** The app's pages by their addresses. */
export default function App(_props: AppRootProps) {
  return (
    <Routes>
      <Route path="calls" element={<CallsPage services={services} />} />
      <Route path="calls/:callId" element={<CallPage services={services} />} />
      <Route path="*" element={<Navigate to="calls" replace />} />
    </Routes>
  );
}
