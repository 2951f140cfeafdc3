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

/**
 * Whether the policy at this place or one behind it takes out secrets. When it blocks, those behind it see nothing any
 * more, and what they would have taken out may be anywhere in what was blocked.
 */
export function redactsFrom(links: readonly Link[], position: number): boolean {
  return links.slice(position).some(({ policy }) => policy.redacts === true);
}

export const hooks = ['onRequest', 'onResponse', 'onStreamEvent', 'onStreamEnd'] as const;

export type Hook = (typeof hooks)[number];
