import './trustedTypes';
import {
  AppPlugin,
  DataSourcePlugin,
  PanelPlugin,
  ThemeContext,
  type AppPluginMeta,
  type DataSourceApi,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { Route, Routes } from 'react-router-dom';
import { HistoryRouter } from '../HistoryRouter';
import { AppRoot, AppSettings } from './AppRoot';
import { Dashboard } from './Dashboard';
import { DataSourceSettings, Explore, type AnyDataSourcePlugin } from './DataSourcePages';
import { followLinks } from './followLinks';
import { loadPlugin } from './loadModule';
import { startServices } from './services';
import { startTranslations } from './translations';

const ids = {
  app: 'luthien-lens-app',
  dataSource: 'luthien-calls-datasource',
  diff: 'luthien-diff-panel',
  waterfall: 'luthien-waterfall-panel',
} as const;

async function start(): Promise<void> {
  startServices(() => opened.then(({ dataSource }) => dataSource));
  document.addEventListener('click', followLinks);
  await startTranslations();
  const opened = openAll();
  const plugins = await opened;
  Object.assign(window, { grafana: plugins });
  const place = document.getElementById('reactRoot');
  if (place !== null) createRoot(place).render(<Grafana {...plugins} />);
}

type Plugins = Awaited<ReturnType<typeof openAll>>;

async function openAll() {
  const app = await loadPlugin(ids.app, AppPlugin);
  const meta = Object.assign({} as AppPluginMeta, config.apps[ids.app]);
  app.init(meta);
  app.meta = meta;
  const source = await loadPlugin<AnyDataSourcePlugin>(ids.dataSource, DataSourcePlugin);
  const [settings] = Object.values(config.datasources);
  const dataSource: DataSourceApi = new source.DataSourceClass(settings as DataSourceInstanceSettings);
  const [diff, waterfall] = await Promise.all([
    loadPlugin(ids.diff, PanelPlugin),
    loadPlugin(ids.waterfall, PanelPlugin),
  ]);
  return { app, source, dataSource, diff, waterfall };
}

function Grafana({ app, source, dataSource, diff, waterfall }: Plugins) {
  const panels = [
    { id: 1, plugin: diff, options: {}, query: null },
    { id: 2, plugin: diff, options: { callId: '' }, query: { type: 'call', callId: '$other' } },
    { id: 3, plugin: waterfall, options: {}, query: null },
  ];
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <HistoryRouter>
        <main>
          <Routes>
            <Route path={`/a/${ids.app}/*`} element={<AppRoot plugin={app} />} />
            <Route path={`/plugins/${ids.app}`} element={<AppSettings plugin={app} />} />
            <Route path="/d/:uid" element={<Dashboard panels={panels} dataSource={dataSource} />} />
            <Route path="/explore" element={<Explore plugin={source} dataSource={dataSource} />} />
            <Route path="/connections/*" element={<DataSourceSettings plugin={source} dataSource={dataSource} />} />
          </Routes>
        </main>
        <PortalContainer />
      </HistoryRouter>
    </ThemeContext.Provider>
  );
}

void start();
