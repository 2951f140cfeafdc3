import { readEvents, type ReadEvents, type ReadLimits } from './events/readEvents';
import { readSpans, type ReadSpans, type ReadSpansOptions } from './otlp/readSpans';

/** A body of ingestion that is to be read beside the event loop. */
export type IngestTask = EventsTask | SpansTask;

interface EventsTask {
  ingest: 'events';
  bytes: Uint8Array;
  isLines: boolean;
  limits: ReadLimits;
}

interface SpansTask {
  ingest: 'spans';
  bytes: Uint8Array;
  options: ReadSpansOptions;
}

/** What comes of a task. */
export type Ingested<Task extends IngestTask> = Task extends EventsTask ? ReadEvents : ReadSpans;

export function runIngestTask<Task extends IngestTask>(task: Task): Ingested<Task>;
export function runIngestTask(task: IngestTask): ReadEvents | ReadSpans {
  return task.ingest === 'events'
    ? readEvents(task.bytes, task.isLines, task.limits)
    : readSpans(task.bytes, task.options);
}
