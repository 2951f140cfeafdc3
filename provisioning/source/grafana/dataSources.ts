/** The data sources that dashboards and rules use, by the uids that the stack provisions them with. */
export const dataSources = {
  prometheus: { type: 'prometheus', uid: 'luthien-prometheus' },
  tempo: { type: 'tempo', uid: 'luthien-tempo' },
  loki: { type: 'loki', uid: 'luthien-loki' },
  postgres: { type: 'grafana-postgresql-datasource', uid: 'luthien-postgres' },
  calls: { type: 'luthien-calls-datasource', uid: 'luthien-calls' },
  /** Grafana's own: annotations of alerts. */
  grafana: { type: 'grafana', uid: '-- Grafana --' },
} as const;

export type DataSource = (typeof dataSources)[keyof typeof dataSources];
