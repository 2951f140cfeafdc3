// Grafana loads this file ahead of any page, wherever our links may stand: everything else comes when it is wanted.
import { AppPlugin, type AppRootProps, type PluginConfigPageProps, type AppPluginMeta } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import { alertLink } from './extensions/alertLink';
import { logLink, spanLink, traceLink } from './extensions/callLinks';
import { paletteLinks } from './extensions/paletteLinks';
import type { AppSettings } from './settings/appSettings';

const LazyApp = lazy(() => import('./app/App'));
const LazySettings = lazy(() => import('./settings/SettingsPage'));

function App(props: AppRootProps<AppSettings>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazyApp {...props} />
    </Suspense>
  );
}

function Settings(props: PluginConfigPageProps<AppPluginMeta<AppSettings>>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazySettings {...props} />
    </Suspense>
  );
}

export const plugin = new AppPlugin<AppSettings>()
  .setRootPage(App)
  // eslint-disable-next-line no-restricted-syntax -- Registered before there is a language, as plugin.json has it.
  .addConfigPage({ title: 'Configuration', icon: 'cog', body: Settings, id: 'configuration' })
  .addLink(traceLink)
  .addLink(spanLink)
  .addLink(logLink)
  .addLink(alertLink);

for (const link of paletteLinks) plugin.addLink(link);
