import { Router } from 'express';
import type { IngestDeps } from './deps';
import { createEventRoutes } from './events/createEventRoutes';
import { createSpanRoutes } from './otlp/createSpanRoutes';

/** What takes in calls that were made elsewhere. */
export function createIngestRoutes(deps: IngestDeps): Router {
  return Router().use(createEventRoutes(deps), createSpanRoutes(deps));
}
