import { CoreApp, type DataSourceApi, type DataSourcePlugin } from '@grafana/data';
import { config } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Button } from '@grafana/ui';
import { useState } from 'react';
import { framesOf, lastHour } from './Dashboard';

export type AnyDataSourcePlugin = DataSourcePlugin<DataSourceApi>;

interface PageProps {
  plugin: AnyDataSourcePlugin;
  dataSource: DataSourceApi;
}

/** A data source's settings, and the test of its connection. */
export function DataSourceSettings({ plugin, dataSource }: PageProps) {
  const [options, setOptions] = useState({ ...config.datasources[dataSource.name], secureJsonFields: { token: true } });
  const [message, setMessage] = useState('');
  const { ConfigEditor } = plugin.components;
  const test = (): void =>
    void dataSource.testDatasource().then((result) => setMessage(`${result.status}: ${result.message}`));
  return (
    <>
      {ConfigEditor && (
        <ConfigEditor options={options as never} onOptionsChange={(next) => setOptions(next as never)} />
      )}
      <Button onClick={test}>Save & test</Button>
      <output>{message}</output>
    </>
  );
}

/** A query that somebody writes, and the names of the fields that it finds. */
export function Explore({ plugin, dataSource }: PageProps) {
  const [query, setQuery] = useState<DataQuery>({ refId: 'A', ...dataSource.getDefaultQuery?.(CoreApp.Explore) });
  const [found, setFound] = useState('');
  const { QueryEditor } = plugin.components;
  const run = (): void =>
    void framesOf(dataSource, query, CoreApp.Explore).then((frames) =>
      setFound(
        frames.map(({ length, fields }) => `${length} rows: ${fields.map(({ name }) => name).join()}`).join('; '),
      ),
    );
  return (
    <>
      {QueryEditor && (
        <QueryEditor
          datasource={dataSource}
          query={query}
          onChange={setQuery}
          onRunQuery={() => undefined}
          range={lastHour()}
        />
      )}
      <Button onClick={run}>Run query</Button>
      <output>{found}</output>
    </>
  );
}
