export { createIngestRoutes } from './createIngestRoutes';
export type { IngestionLimitsHit } from './deps';
export type { ReadEvents } from './events/readEvents';
export { createIntake, type Intake } from './intake';
export { runIngestTask, type IngestTask } from './ingestTask';
