import type { PolicyConfig } from '../config/types';
import type { Log } from '../log';
import { chainOf, type ChainOptions } from './chain/createChain';
import type { PolicyChain } from './chain.types';
import type { PolicyEnvironment } from './environment/policyEnvironment';
import type { Policy } from './contract';
import type { PolicyTask, PolicyTaskResult } from './chain/elsewhere';
import { runPolicyTask } from './chain/runPolicyTask';
import type { EventTask } from './chain/stream/eventTasks';
import { runEventTask, type EventLimits } from './chain/stream/runEventTask';
import { createPolicy } from './registry';

export type { Elsewhere, PolicyTask, PolicyTaskResult } from './chain/elsewhere';
export type { EventTask, EventTaskLimits, EventTaskResult } from './chain/stream/eventTasks';

export type * from './chain.types';
export type * from './contract';
export type * from './environment/policyEnvironment';
export { chainOf } from './chain/createChain';
export { createEnvironments } from './environment/createEnvironments';
export { validatePolicy } from './registry';
export { textKinds } from './text/options';
export { textPolicy } from './text/textPolicy';
/** @public For policies of one's own: docs/policies.md. */
export { createStreamEvent } from './streamEvent';

interface CreateChainOptions extends ChainOptions {
  environmentOf(config: PolicyConfig): PolicyEnvironment;
  log: Log;
}

/** What a thread is given to take large bodies and events through policies. */
export interface PolicyTasksData {
  policies: readonly PolicyConfig[];
  heldBackChars: number;
  limits: EventLimits;
}

/** What a thread does with large bodies and events: each goes through the policy that its task names. */
export function createPolicyTasks({ policies, heldBackChars, limits }: PolicyTasksData) {
  const environment = { heldBackChars, clock: { now: Date.now }, fetch: notLent, store: notLentStore };
  const made = new Map<string, Policy>();

  function policyOf(name: string): Policy {
    const config = policies.find((one) => one.name === name);
    if (config === undefined) throw new Error(`There is no policy ${name}.`);
    const policy = made.get(name) ?? createPolicy(config, environment);
    made.set(name, policy);
    return policy;
  }

  return {
    ofBody: (task: PolicyTask): Promise<PolicyTaskResult> => runPolicyTask(policyOf(task.policy), task),
    ofEvent: (task: EventTask): unknown => runEventTask(task, limits, policyOf),
  };
}

/** A policy that needs these is not `offLoop`. */
const notLent = (): Promise<never> =>
  Promise.reject(new Error('A policy in a thread is lent neither fetch nor store.'));
const notLentStore = { get: notLent, set: notLent, add: notLent, delete: notLent };

/** The chain of these policies, in this order. Throws `PolicyOptionsError`, which `validatePolicy` tells beforehand. */
export function createChain(configs: readonly PolicyConfig[], options: CreateChainOptions): PolicyChain {
  const policies = configs.map((config) => ({
    policy: createPolicy(config, options.environmentOf(config)),
    onError: config.onError,
    timeoutMs: config.timeoutMs,
    asks: config.fetchOrigins.length > 0,
  }));
  return chainOf(policies, options);
}
