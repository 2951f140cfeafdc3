import type { PolicyConfig } from '../config/types';
import type { Log } from '../log';
import { chainOf, type ChainOptions } from './chain/createChain';
import type { PolicyChain } from './chain.types';
import type { PolicyEnvironment } from './environment/policyEnvironment';
import { createPolicy } from './registry';

export type * from './chain.types';
export type * from './contract';
export type * from './environment/policyEnvironment';
export { chainOf } from './chain/createChain';
export { createEnvironments } from './environment/createEnvironments';
export { validatePolicy } from './registry';
/** @public For policies of one's own: docs/policies.md. */
export { createStreamEvent } from './streamEvent';

interface CreateChainOptions extends ChainOptions {
  environmentOf(config: PolicyConfig): PolicyEnvironment;
  log: Log;
}

/** The chain of these policies, in this order. Throws `PolicyOptionsError`, which `validatePolicy` tells beforehand. */
export function createChain(configs: readonly PolicyConfig[], options: CreateChainOptions): PolicyChain {
  const policies = configs.map((config) => ({
    policy: createPolicy(config, options.environmentOf(config)),
    onError: config.onError,
    timeoutMs: config.timeoutMs,
  }));
  return chainOf(policies, options);
}
