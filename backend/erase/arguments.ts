import { parseArgs } from 'node:util';
import { codeOf, messageOf } from '../errors';
import { isUuid } from '../uuid';

export const usage = `Usage: npm run erase -- --call <id> [--call <id>]… [--who <name>]

Erases calls with everything that is stored of them in PostgreSQL. Calls of the same conversation that had bytes in
common with one get bytes of their own. Exit status 0: all are gone; 1: some were not there; 2: it could not be done.

  --call <id>        the call; may be given several times
  --who <name>       who erases, for the audit log; default: the user of this machine
`;

interface EraseArguments {
  calls: string[];
  who: string;
}

/** The command line was not understood; the message says what of it. */
class ArgumentError extends Error {
  readonly code = 'arguments_invalid';
}

/** Null when it asks for help. Throws `ArgumentError`. */
export function readArguments(args: string[], user: string): EraseArguments | null {
  const { call = [], who = user, help } = parse(args);
  if (help) return null;
  if (call.length === 0) throw new ArgumentError('Say which call: npm run erase -- --call <id>.');
  const calls = call.map((id) => id.toLowerCase());
  const odd = calls.find((id) => !isUuid(id));
  if (odd !== undefined) throw new ArgumentError(`--call ${odd} is no id of a call, which is a UUID.`);
  return { calls: [...new Set(calls)], who };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        call: { type: 'string', multiple: true },
        who: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    if (!codeOf(error).startsWith('ERR_PARSE_ARGS')) throw error;
    throw new ArgumentError(messageOf(error), { cause: error });
  }
}
