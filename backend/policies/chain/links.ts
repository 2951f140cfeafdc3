import type { ChangeStep } from '../../call';
import type { PolicyConfig } from '../../config/types';
import type { Policy } from '../contract';

/** A policy with what the configuration says about its failures. */
export interface ConfiguredPolicy {
  policy: Policy;
  onError: PolicyConfig['onError'];
  timeoutMs: number;
  /** It may ask other servers, which leaves spans. */
  asks?: boolean;
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

/** What a policy made of a body, with what it says of it. */
export function stepOf({ name, redacts }: Policy, body: Uint8Array): ChangeStep {
  return { policy: name, redacts: redacts ?? false, ...(redacts === false && { shown: true }), body };
}

export const hooks = ['onRequest', 'onResponse', 'onStreamEvent', 'onStreamEnd'] as const;

export type Hook = (typeof hooks)[number];
