import { ArgumentError, helpOption, readOptions } from '../commandLine';
import { isName, isScope, scopes, type Scope } from './principal';
import { owner, type SignIn } from './signInCodes';

export const signInUsage = `Usage: npm run sign-in-link [-- --name <who> [--scope <scope>]…]

Prints a link that signs one browser in to the running pages, once, within 15 minutes.

  --name <who>      whose it is, as in alice: the audit log says it; default: ${owner.name}, with every scope
  --scope <scope>   ${scopes.join(', ')}; may be given several times; default: read
`;

const command = 'npm run sign-in-link';

/** Who a sign-in link is for, as the command line says it; null when it asks for help. Throws `ArgumentError`. */
export function readSignInArguments(args: string[]): SignIn | null {
  const { name, scope, help } = readOptions(command, args, {
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
    help: helpOption,
  });
  if (help) return null;
  if (name === undefined) {
    if (scope !== undefined) throw new ArgumentError(command, 'Say whose the link is, too: --name alice.');
    return owner;
  }
  if (!isName(name))
    throw new ArgumentError(command, '--name takes up to 64 letters, digits, spaces and . _ @ + - between them.');
  return { name, scopes: readScopes(scope ?? ['read']) };
}

function readScopes(given: string[]): Scope[] {
  const wanted = [...new Set(given.flatMap((scope) => scope.split(/[+,]/)))];
  const known = wanted.filter(isScope);
  if (known.length !== wanted.length) throw new ArgumentError(command, `--scope takes one of: ${scopes.join(', ')}.`);
  return known;
}
