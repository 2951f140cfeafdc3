import { parseArgs } from 'node:util';
import { codeOf, messageOf } from '../errors';
import { AuthError } from './authError';
import { isName, isScope, scopes, type Scope } from './principal';
import { owner, type SignIn } from './signInCodes';

export const signInUsage = `Usage: npm run sign-in-link [-- --name <who> [--scope <scope>]…]

Prints a link that signs one browser in to the running pages, once, within 15 minutes.

  --name <who>      whose it is, as in alice: the audit log says it; default: ${owner.name}, with every scope
  --scope <scope>   ${scopes.join(', ')}; may be given several times; default: read
`;

/** Who a sign-in link is for, as the command line says it; null when it asks for help. Throws `AuthError`. */
export function readSignInArguments(args: string[]): SignIn | null {
  const { name, scope, help } = parse(args);
  if (help) return null;
  if (name === undefined) {
    if (scope !== undefined) throw invalid('Say whose the link is, too: --name alice.');
    return owner;
  }
  if (!isName(name)) throw invalid('--name takes up to 64 letters, digits, spaces and . _ @ + - between them.');
  return { name, scopes: readScopes(scope ?? ['read']) };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        name: { type: 'string' },
        scope: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    if (!codeOf(error).startsWith('ERR_PARSE_ARGS')) throw error;
    throw invalid(messageOf(error), error);
  }
}

function readScopes(given: string[]): Scope[] {
  const wanted = [...new Set(given.flatMap((scope) => scope.split(/[+,]/)))];
  const known = wanted.filter(isScope);
  if (known.length !== wanted.length) throw invalid(`--scope takes one of: ${scopes.join(', ')}.`);
  return known;
}

function invalid(message: string, cause?: unknown): AuthError {
  return new AuthError('arguments_invalid', `${message}\nSee: npm run sign-in-link -- --help`, cause);
}
