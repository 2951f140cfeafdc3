import { dataSources, type DataSource } from './dataSources';

/** A query of a panel; its letter (`refId`) comes from its place among the panel's. */
export interface Query {
  datasource: DataSource;
  model: Record<string, unknown>;
}

/** PromQL over the panel's time, one series each with `legend` for its name. */
export function series(expr: string, legend = '', { exemplars = false } = {}): Query {
  const model = { expr, legendFormat: legend, range: true, instant: false, exemplar: exemplars, editorMode: 'code' };
  return { datasource: dataSources.prometheus, model };
}

/** PromQL at the end of the panel's time. */
export function now(expr: string, legend = ''): Query {
  const model = { expr, legendFormat: legend, range: false, instant: true, exemplar: false, editorMode: 'code' };
  return { datasource: dataSources.prometheus, model };
}

/** The same as a table: a column a label, and one for the value. */
export function nowAsTable(expr: string): Query {
  const { datasource, model } = now(expr);
  return { datasource, model: { ...model, format: 'table' } };
}

/** SQL over the views without bodies. */
export function sql(rawSql: string, format: 'table' | 'time_series' = 'table'): Query {
  return {
    datasource: dataSources.postgres,
    model: { format, rawQuery: true, editorMode: 'code', rawSql: rawSql.trim() },
  };
}

export function logs(expr: string): Query {
  return { datasource: dataSources.loki, model: { expr, queryType: 'range', editorMode: 'code', maxLines: 500 } };
}

/** One trace by its id. */
export function trace(id: string): Query {
  return { datasource: dataSources.tempo, model: { queryType: 'traceql', query: id, limit: 20, tableType: 'traces' } };
}

/** What our own data source says of one call. */
export function call(id: string): Query {
  return { datasource: dataSources.calls, model: { type: 'call', callId: id } };
}

/** What our own data source says of sessions, each with its calls inside. */
export function sessions(limit: number): Query {
  return { datasource: dataSources.calls, model: { type: 'sessions', turns: true, limit } };
}
