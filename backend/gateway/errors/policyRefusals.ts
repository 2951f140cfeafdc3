import type { Blocked } from '../../policies/chain.types';
import { refusalOf, type Refusal } from './refusal';

/** A policy's refusal as the client is told it. */
export function blockedRefusal({ type: code, message, status }: Blocked): Refusal {
  const type = status >= 500 ? 'api_error' : status === 403 ? 'permission_error' : 'invalid_request_error';
  return { ...refusalOf(code, message), status, type };
}

/** The chain itself broke, which it should not: no call goes on past policies that did not run. */
export const brokenChain: Refusal = refusalOf(
  'policy_error',
  "The gateway's policies failed, so the call was stopped. Whoever runs the gateway finds the reason in its log.",
);

/** Policies that can't read an answer can't be said to have allowed it. */
export function unreadable(what: string): Refusal {
  const message = `The provider sent ${what}, which the configured policies can't read. Check this upstream's base_url.`;
  return refusalOf('unreadable_response', message);
}
