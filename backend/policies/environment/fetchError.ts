/** How often each limit of a policy's `fetch` stood against it, by the code of its error. */
export type FetchLimit =
  | 'policy_fetch_not_allowed'
  | 'policy_fetch_private_address'
  | 'policy_fetch_too_many'
  | 'policy_fetch_timeout'
  | 'policy_fetch_too_large';

/** A policy's `fetch` gave no answer. Its message names the other server and nothing of what was sent. */
export class PolicyFetchError extends Error {
  readonly code: FetchLimit | 'policy_fetch_failed';

  constructor(code: PolicyFetchError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'PolicyFetchError';
    this.code = code;
  }
}
