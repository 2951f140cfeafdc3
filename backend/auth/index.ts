export { apiTokenCheck } from './apiTokens';
export { createAuth, type Auth } from './createAuth';
export { withEnvironmentSecrets } from './environmentSecrets';
export { actorOf, mayReveal, principalKey, type Principal, type Scope } from './principal';
export { loadSecrets, type Secrets } from './secrets';
export { withoutSessionCookies } from './session';
export { readSignInArguments, signInUsage } from './signInArguments';
export { createSignInCode, owner } from './signInCodes';
