import { AuthError } from './authError';
import type { Secrets } from './secrets';

const shortestToken = 16;
const shortestKey = 32;

/** The kept secrets with those that the environment sets over them. Throws `token_invalid`, never with the secret itself. */
export function withEnvironmentSecrets(kept: Secrets, env: Readonly<Record<string, string | undefined>>): Secrets {
  return {
    ...kept,
    gatewayToken: tokenOf(env, 'LENS_GATEWAY_TOKEN') ?? kept.gatewayToken,
    apiToken: tokenOf(env, 'LENS_API_TOKEN') ?? kept.apiToken,
    identityKey: keyOf(env, 'LENS_HASH_KEY') ?? kept.identityKey,
  };
}

/** An empty variable counts as unset, as everywhere: as a token it would let in whoever sends an empty one. */
function tokenOf(env: Readonly<Record<string, string | undefined>>, name: string): string | null {
  const token = env[name]?.trim() ?? '';
  if (token === '') return null;
  if (token.length < shortestToken) throw invalid(name, `is shorter than ${shortestToken} characters`);
  // Headers are split at these, so a token with one would never be recognised.
  if (!/^[!-+\--~]*$/.test(token)) throw invalid(name, 'has spaces, commas or characters beyond ASCII');
  return token;
}

/** Whoever guesses it can try out whose hash is whose. */
function keyOf(env: Readonly<Record<string, string | undefined>>, name: string): string | null {
  const key = env[name]?.trim() ?? '';
  if (key === '') return null;
  if (key.length < shortestKey) throw invalid(name, `is shorter than ${shortestKey} characters`);
  return key;
}

function invalid(name: string, what: string): AuthError {
  return new AuthError('token_invalid', `${name} ${what}. Choose another, or unset it for the one in the data folder.`);
}
