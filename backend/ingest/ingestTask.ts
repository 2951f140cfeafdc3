import { readEvents, type ReadEvents, type ReadLimits } from './events/readEvents';

/** A body of ingestion that is to be read beside the event loop. */
export interface IngestTask {
  ingest: 'events';
  bytes: Uint8Array;
  isLines: boolean;
  limits: ReadLimits;
}

export function runIngestTask({ bytes, isLines, limits }: IngestTask): ReadEvents {
  return readEvents(bytes, isLines, limits);
}
