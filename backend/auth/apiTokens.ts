import { createHash, timingSafeEqual } from 'node:crypto';
import { AuthError } from './authError';
import { isScope, scopes, type Principal, type Scope } from './principal';

/** A machine's token: only its hash is kept in memory. */
export interface ApiToken extends Principal {
  hash: Buffer;
  length: number;
}

export interface TokenSources {
  /** The token with every scope: `LENS_API_TOKEN`, else the one in the data folder. */
  full: string;
  /** `LENS_API_TOKENS`: `name:scope+scope:token`, separated by commas. */
  list?: string | undefined;
}

const shortestToken = 16;

/** The tokens machines may use. Throws `token_invalid` with the entry's position, never with the token itself. */
export function readApiTokens({ full, list }: TokenSources): ApiToken[] {
  if (full.length < shortestToken) throw invalid(`LENS_API_TOKEN is shorter than ${shortestToken} characters.`);
  const entries = (list ?? '').split(',').filter((entry) => entry.trim() !== '');
  return [
    { name: 'api-token', scopes, by: 'token', hash: hashOf(full), length: full.length },
    ...entries.map((entry, index) => readEntry(entry, index + 1)),
  ];
}

function readEntry(entry: string, position: number): ApiToken {
  const [name = '', scopeList = '', ...rest] = entry.trim().split(':');
  const token = rest.join(':');
  const where = `Entry ${position} of LENS_API_TOKENS`;
  if (!/^[\w.-]{1,64}$/.test(name)) throw invalid(`${where} has no name (letters, digits, . _ -).`);
  if (token.length < shortestToken)
    throw invalid(`${where} (${name}) has a token shorter than ${shortestToken} characters.`);
  return {
    name,
    scopes: readScopes(scopeList, `${where} (${name})`),
    by: 'token',
    hash: hashOf(token),
    length: token.length,
  };
}

function readScopes(text: string, where: string): Scope[] {
  const wanted = text.split('+').map((scope) => scope.trim());
  const known = wanted.filter(isScope);
  if (known.length !== wanted.length) throw invalid(`${where} has a scope other than ${scopes.join(', ')}.`);
  return known;
}

function invalid(message: string): AuthError {
  return new AuthError('token_invalid', `${message} Write it as name:read+reveal:token, several separated by commas.`);
}

/** Whose token this is. Hashes are compared, each in the same time, so that answers tell nothing of a token. */
export function findToken(tokens: ApiToken[], candidate: string): Principal | null {
  const hash = hashOf(candidate);
  let found: Principal | null = null;
  for (const token of tokens) {
    if (timingSafeEqual(hash, token.hash)) found = { name: token.name, scopes: token.scopes, by: token.by };
  }
  return found;
}

/** Whether a text is one of the tokens. Cheap for most: what has another length costs no hash, and lengths are no secret. */
export function apiTokenCheck(sources: TokenSources): (candidate: string) => boolean {
  const tokens = readApiTokens(sources);
  const lengths = new Set(tokens.map(({ length }) => length));
  return (candidate) => lengths.has(candidate.length) && findToken(tokens, candidate) !== null;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
