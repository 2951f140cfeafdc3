export { AuthError, type AuthErrorCode } from './authError';
export { createAuth, type Auth, type AuthOptions } from './createAuth';
export { withEnvironmentTokens } from './environmentSecrets';
export { scopes, type Principal, type Scope } from './principal';
export { loadSecrets, type Secrets } from './secrets';
export { sendProblem, type ProblemFields } from './sendProblem';
export { withoutSessionCookies } from './session';
export { createSignInCode } from './signInCodes';
