/** A series that Prometheus makes of others. */
export interface Recording {
  record: string;
  expr: string;
  labels?: Record<string, string>;
}
