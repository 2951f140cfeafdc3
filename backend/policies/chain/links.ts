import type { PolicyConfig } from '../../config/types';
import type { Policy } from '../contract';

/** A policy with what the configuration says about its failures. */
export interface ConfiguredPolicy {
  policy: Policy;
  onError: PolicyConfig['onError'];
  timeoutMs: number;
}

/** A policy at its place in the chain. */
export interface Link extends ConfiguredPolicy {
  index: number;
}

export const hooks = ['onRequest', 'onResponse', 'onStreamEvent', 'onStreamEnd'] as const;

export type Hook = (typeof hooks)[number];
