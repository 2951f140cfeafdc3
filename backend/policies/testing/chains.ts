import type { PolicyConfig } from '../../config/types';
import { silentLog } from '../../log';
import { turnOfTheLoop } from '../../maybe';
import {
  createChain,
  createPolicyTasks,
  type Elsewhere,
  type EventTask,
  type EventTaskLimits,
  type EventTaskResult,
  type PolicyChain,
} from '..';
import { entryOf, lentTo } from './environments';

type Use = Pick<PolicyConfig, 'use' | 'options'> & Partial<PolicyConfig>;

interface Chaining {
  heldBackChars?: number;
  /** Of so many characters, and as many bytes, what is large; left out: nothing is. */
  large?: number;
}

/** A chain of policies that a configuration can name, each named after its kind unless told. */
export function chainOfKinds(uses: readonly Use[], { heldBackChars = 10_000, large }: Chaining = {}): PolicyChain {
  const entries = uses.map((use) => entryOf({ name: use.use, timeoutMs: 30_000, ...use }));
  return createChain(entries, {
    environmentOf: ({ name }) => lentTo(name, heldBackChars),
    log: silentLog,
    elsewhere: large === undefined ? null : inAThread(entries, heldBackChars, large),
  });
}

/** What a thread would do, in later turns of this one, and with nothing in common but what can be copied. */
function inAThread(policies: readonly PolicyConfig[], heldBackChars: number, leastBytes: number): Elsewhere {
  const tasks = createPolicyTasks({ policies, heldBackChars, limits: { jsonDepth: 200, jsonValues: 1_000_000 } });
  const copied = async <Given, Made>(
    task: Given,
    work: (given: Given) => Made,
    signal?: AbortSignal,
  ): Promise<Awaited<Made>> => {
    await turnOfTheLoop();
    signal?.throwIfAborted();
    return structuredClone(await work(structuredClone(task)));
  };
  return {
    leastBytes,
    run: (task) => copied(task, tasks.ofBody),
    // Each task has its own kind of result.
    runEvent: async <Task extends EventTask>(task: Task, { signal }: EventTaskLimits) =>
      (await copied(task, tasks.ofEvent, signal)) as EventTaskResult<Task>,
  };
}
