export { createAuth, type Auth } from './createAuth';
export { withEnvironmentSecrets } from './environmentSecrets';
export { principalKey, type Principal } from './principal';
export { refuseMethod } from './refuseMethod';
export { loadSecrets, type Secrets } from './secrets';
export { sendProblem, type ProblemFields } from './sendProblem';
export { withoutSessionCookies } from './session';
export { readSignInArguments, signInUsage } from './signInArguments';
export { createSignInCode, owner, type SignIn } from './signInCodes';
