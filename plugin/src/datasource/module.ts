import { DataSourcePlugin, type DataSourceJsonData } from '@grafana/data';
import { CallsDataSource } from './CallsDataSource';
import { ConfigEditor, QueryEditor } from './editors/laterEditors';
import type { CallsQuery, CallsSecrets } from './types';

export const plugin = new DataSourcePlugin<CallsDataSource, CallsQuery, DataSourceJsonData, CallsSecrets>(
  CallsDataSource,
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
