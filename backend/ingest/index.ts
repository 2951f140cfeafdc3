export { createIngestRoutes } from './createIngestRoutes';
export type { IngestionLimitsHit } from './deps';
export { createIntake, type Intake } from './intake';
export { runIngestTask, type Ingested, type IngestTask } from './ingestTask';
