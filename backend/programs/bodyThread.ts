import { workerData } from 'node:worker_threads';
import { runBodyTask, runRecordTask, type BodyTask, type RecordTask } from '../gateway';
import { runIngestTask, type IngestTask } from '../ingest';
import { createPolicyTasks, type EventTask, type PolicyTask, type PolicyTasksData } from '../policies';
import { serveTasks, type Message } from '../threads';

// It was made by the same build.
const policyTasks = createPolicyTasks(workerData as PolicyTasksData);

async function work(task: unknown): Promise<Message> {
  // Only `main.ts` gives tasks.
  const given = task as BodyTask | PolicyTask | RecordTask | IngestTask | EventTask;
  if ('event' in given) return { value: policyTasks.ofEvent(given), move: [] };
  if ('read' in given) return { value: runBodyTask(given), move: [] };
  if ('ingest' in given) return { value: runIngestTask(given), move: [] };
  if ('keep' in given) {
    const value = runRecordTask(given);
    return { value, move: value instanceof Uint8Array ? movable(value) : [] };
  }
  const result = await policyTasks.ofBody(given);
  return { value: result, move: movable(result.changed?.bytes) };
}

/** Bytes that share their memory with others stay. */
function movable(bytes: Uint8Array | undefined): ArrayBuffer[] {
  return bytes?.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.length ? [bytes.buffer] : [];
}

/** The threads that read large bodies, entry of the bundle `dist/bodyThread.js`. */
serveTasks(work);
