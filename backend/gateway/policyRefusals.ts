import type { Blocked } from '../policies/chain.types';
import type { Refusal } from './refusal';

/** A policy's refusal as the client is told it. */
export function blockedRefusal({ type: code, message, status }: Blocked): Refusal {
  const type = status >= 500 ? 'api_error' : status === 403 ? 'permission_error' : 'invalid_request_error';
  return { status, type, code, message, retry: false };
}

/** The chain itself broke, which it should not: no call goes on past policies that did not run. */
export const brokenChain: Refusal = {
  status: 500,
  type: 'api_error',
  code: 'policy_error',
  message:
    "The gateway's policies failed, so the call was stopped. Whoever runs the gateway finds the reason in its log.",
  retry: false,
};
