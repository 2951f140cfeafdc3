import type { DataSourceApi, MetricFindValue } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { Annotation, Facet } from '@lens/core/api';

/** What a panel can ask for. */
export type QueryType = 'calls' | 'sessions' | 'events' | 'errors' | 'call' | 'diff';

/** The filters of queries, as the API spells them. */
export type FilterName =
  | 'model'
  | 'provider'
  | 'status'
  | 'policy'
  | 'changed'
  | 'environment'
  | 'session'
  | 'user'
  | 'text'
  | 'type'
  | 'severity'
  | 'kind';

export interface CallsQuery extends DataQuery {
  /** Left out by whoever wrote a query by hand: calls. */
  type?: QueryType | 'annotations';
  /** Values may be variables; empty ones filter nothing. */
  filters?: Partial<Record<FilterName, string>>;
  /** Of `call` and `diff`. */
  callId?: string;
  limit?: number;
  /** Of `sessions`: each row opens upon its calls. */
  turns?: boolean;
  /** Of `annotations`; all when left out. */
  kind?: Annotation['kind'];
}

export interface CallsVariableQuery extends DataQuery {
  of?: Facet;
}

/** Of the data source what its editors and variables ask for. */
export interface SourceOfValues extends DataSourceApi<CallsQuery> {
  /** The values of a variable. */
  valuesOf: (asked: Pick<CallsVariableQuery, 'of'>, time: { from: string; to: string }) => Promise<MetricFindValue[]>;
}

export interface CallsSecrets {
  token?: string;
}

export const usualQuery = { type: 'calls', limit: 100 } as const satisfies Partial<CallsQuery>;
