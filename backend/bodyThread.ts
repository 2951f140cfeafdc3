import { workerData } from 'node:worker_threads';
import { runBodyTask, type BodyTask } from './gateway';
import { createPolicyTasks, type PolicyTask, type PolicyTasksData } from './policies';
import { serveTasks, type Message } from './threads';

// It was made by the same build.
const runPolicyTask = createPolicyTasks(workerData as PolicyTasksData);

async function work(task: unknown): Promise<Message> {
  // Only `main.ts` gives tasks.
  const given = task as BodyTask | PolicyTask;
  if ('read' in given) return { value: runBodyTask(given), move: [] };
  const result = await runPolicyTask(given);
  const bytes = result.changed?.bytes;
  const isAlone = bytes?.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.length;
  return { value: result, move: isAlone ? [bytes.buffer] : [] };
}

/** The threads that read large bodies, entry of the bundle `dist/bodyThread.js`. */
serveTasks(work);
