export { createIngestRoutes } from './createIngestRoutes';
export type { IngestionLimitsHit } from './deps';
export { createIntake } from './intake';
export { createSpanIntake } from './spanIntake';
export { createTally, type IngestionTally } from './tally';
export { runIngestTask, type Ingested, type IngestTask } from './ingestTask';
