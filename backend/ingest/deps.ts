import type { Auth } from '../auth';
import type { LensConfig } from '../config';
import type { Log } from '../log';
import type { ReadEvents } from './events/readEvents';
import type { ReadSpans } from './otlp/readSpans';
import type { Ignored } from './otlp/toldBySpan';
import type { Intake } from './intake';
import type { SpanIntake } from './spanIntake';
import type { IngestionTally } from './tally';

/** How often each limit of ingestion was hit. */
export type IngestionLimitsHit = Record<
  | 'ingestion_busy'
  | 'ingestion_body'
  | 'ingestion_batch'
  | 'ingestion_spans'
  | 'ingestion_no_room'
  | 'ingested_span_bytes',
  number
>;

export interface IngestDeps {
  auth: Auth;
  intake: Intake;
  spanIntake: SpanIntake;
  tally: IngestionTally;
  limits: LensConfig['ingest'];
  limitsHit: IngestionLimitsHit;
  log: Log;
  /** Reads a body, beside the event loop where it is large. */
  readEvents: (bytes: Uint8Array, isLines: boolean) => Promise<ReadEvents>;
  readSpans: (bytes: Uint8Array, isJson: boolean) => Promise<ReadSpans>;
  /** Spans that are no call, counted by reason. */
  spansIgnored: Record<Ignored, number>;
}
