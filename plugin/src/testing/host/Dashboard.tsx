import {
  CoreApp,
  dateTime,
  EventBusSrv,
  LoadingState,
  PluginContextProvider,
  type DataFrame,
  type DataSourceApi,
  type PanelData,
  type PanelPlugin,
  type TimeRange,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { useEffect, useState } from 'react';
import { replaceVariables } from './services';

export const lastHour = (): TimeRange => {
  const [from, to] = [dateTime().subtract(1, 'hour'), dateTime().add(1, 'minute')];
  return { from, to, raw: { from, to } };
};

interface DashboardProps {
  panels: readonly { id: number; plugin: PanelPlugin; options: object; query: Record<string, unknown> | null }[];
  dataSource: DataSourceApi;
}

/** Panels below each other, each with the data of its own query. */
export function Dashboard({ panels, dataSource }: DashboardProps) {
  return (
    <>
      {panels.map((panel) => (
        <Panel key={panel.id} {...panel} dataSource={dataSource} />
      ))}
    </>
  );
}

type PanelProps = DashboardProps['panels'][number] & Pick<DashboardProps, 'dataSource'>;

function Panel({ id, plugin, options: given, query, dataSource }: PanelProps) {
  const data = useData(dataSource, query);
  const [options, setOptions] = useState<object>({ ...plugin.defaults, ...given });
  const { panel: Component, meta } = plugin;
  if (data === null || Component === null) return null;
  return (
    <section aria-label={`Panel ${id}`}>
      <PluginContextProvider meta={meta}>
        <Component
          id={id}
          title=""
          data={data}
          timeRange={data.timeRange}
          timeZone="utc"
          options={options}
          onOptionsChange={setOptions}
          fieldConfig={{ defaults: {}, overrides: [] }}
          onFieldConfigChange={() => undefined}
          transparent={false}
          width={1200}
          height={600}
          renderCounter={0}
          eventBus={new EventBusSrv()}
          replaceVariables={replaceVariables}
          onChangeTimeRange={() => undefined}
        />
      </PluginContextProvider>
    </section>
  );
}

/** Null until it is there. */
function useData(dataSource: DataSourceApi, query: object | null): PanelData | null {
  const [data, setData] = useState<PanelData | null>(null);
  const asked = JSON.stringify(query);
  useEffect(() => {
    const timeRange = lastHour();
    const show = (series: DataFrame[]): void => setData({ series, state: LoadingState.Done, timeRange });
    if (asked === 'null') return show([]);
    void framesOf(dataSource, JSON.parse(asked) as object, CoreApp.Dashboard).then(show);
  }, [dataSource, asked]);
  return data;
}

/** What a query finds. */
export async function framesOf(dataSource: DataSourceApi, query: object, app: CoreApp): Promise<DataFrame[]> {
  const target: DataQuery = { refId: 'A', ...query };
  const response = await dataSource.query({
    targets: [target],
    range: lastHour(),
    app,
    requestId: 'Q1',
    scopedVars: {},
    timezone: 'utc',
    interval: '1m',
    intervalMs: 60_000,
    startTime: Date.now(),
  });
  if (!('data' in response)) throw new Error('The data source answers with a stream.');
  return response.data as DataFrame[];
}
