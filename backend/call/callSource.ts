/** How a call came on record. */
export type SourceKind = 'gateway' | 'events' | 'otlp';

/** Who tells of a call that this gateway did not make. */
export interface CallSource {
  /** By what it was told: events of another gateway, or spans of an application. */
  kind: Exclude<SourceKind, 'gateway'>;
  /** What it calls itself. */
  name: string;
}
