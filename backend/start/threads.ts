import os from 'node:os';
import { answerFacts, type AnswerFacts } from '../call';
import type { LensConfig } from '../config';
import { runBodyTask, type BodyTask, type BodyTaskResult, type LargeBodies, type RecordTask } from '../gateway';
import type { Ingested, IngestTask } from '../ingest';
import type { Log } from '../log';
import type {
  Elsewhere,
  EventTask,
  EventTaskLimits,
  EventTaskResult,
  PolicyTask,
  PolicyTaskResult,
  PolicyTasksData,
} from '../policies';
import { startThreads, ThreadError } from '../threads';

/** Each has a heap of its own. */
const mostBodyThreads = 4;
/** For a page to be rendered, and as long for its turn. */
const pageMs = 10_000;

interface ThreadFile {
  /** The thread's program. */
  file: string;
  log: Log;
}

/** Where large bodies are read and taken through policies: what is done on the event loop keeps all other calls waiting. */
export function startBodyThreads({
  limits,
  policies,
  file,
  log,
}: ThreadFile & Pick<LensConfig, 'limits' | 'policies'>) {
  const { heldBackChars, jsonDepth, jsonValues, largeBodyBytes: leastBytes, largeBodyTimeMs } = limits;
  const isParsedHere = ({ bytes }: { bytes: Uint8Array }) => bytes.length < limits.largeJsonBytes;
  const threads = startThreads({
    file,
    data: {
      policies: Object.values(policies),
      heldBackChars,
      limits: { jsonDepth, jsonValues },
    } satisfies PolicyTasksData,
    count: Math.min(mostBodyThreads, Math.max(1, os.availableParallelism() - 1)),
    waitMs: limits.largeBodyWaitMs,
    log,
  });
  /** With bytes of its own, which are moved: those of the call are sent on meanwhile. */
  const run = (task: BodyTask | PolicyTask | RecordTask | IngestTask, timeoutMs: number) =>
    threads.run(() => {
      const bytes = new Uint8Array(task.bytes);
      return { value: { ...task, bytes }, move: [bytes.buffer] };
    }, timeoutMs);
  const largeBodies: LargeBodies = {
    leastBytes,
    read: async (task) =>
      isParsedHere(task) ? runBodyTask(task) : ((await run(task, largeBodyTimeMs)) as BodyTaskResult),
    redact: async (task) => (await run({ keep: 'redacted', ...task }, largeBodyTimeMs)) as Uint8Array,
    facts: async (task) =>
      isParsedHere(task)
        ? answerFacts(task.api, task.bytes)
        : ((await run({ keep: 'facts', ...task }, largeBodyTimeMs)) as AnswerFacts),
  };
  const elsewhere: Elsewhere = {
    leastBytes,
    run: (task, timeoutMs) => unlessTimeIsUp(run(task, timeoutMs) as Promise<PolicyTaskResult>),
    runEvent<Task extends EventTask>(task: Task, { timeoutMs = largeBodyTimeMs, signal }: EventTaskLimits) {
      const take = () => {
        signal.throwIfAborted();
        return { value: task, move: [] };
      };
      return unlessTimeIsUp(threads.run(take, timeoutMs) as Promise<EventTaskResult<Task>>);
    },
  };
  const readIngested = async <Task extends IngestTask>(task: Task) =>
    (await run(task, largeBodyTimeMs)) as Ingested<Task>;
  return { largeBodies, elsewhere, readIngested, stop: threads.stop };
}

async function unlessTimeIsUp<T>(result: Promise<T>): Promise<T | 'timeout'> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof ThreadError && error.code === 'thread_timeout') return 'timeout';
    throw error;
  }
}

/** Where pages are rendered, one at a time: each may take a tenth of a second. */
export function startPageThread({ file, log }: ThreadFile) {
  const threads = startThreads({ file, data: null, count: 1, waitMs: pageMs, log });
  const render = async (value: string) => (await threads.run(() => ({ value, move: [] }), pageMs)) as string;
  return { render, stop: threads.stop };
}
