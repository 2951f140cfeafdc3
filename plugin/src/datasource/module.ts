import { DataSourcePlugin, type DataSourceJsonData } from '@grafana/data';
import { CallsDataSource } from './CallsDataSource';
import { ConfigEditor } from './editors/ConfigEditor';
import { QueryEditor } from './editors/QueryEditor';
import type { CallsQuery, CallsSecrets } from './types';

export const plugin = new DataSourcePlugin<CallsDataSource, CallsQuery, DataSourceJsonData, CallsSecrets>(
  CallsDataSource,
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
