import { DataSourcePlugin } from '@grafana/data';
import { CallsDataSource } from './CallsDataSource';

export const plugin = new DataSourcePlugin(CallsDataSource);
