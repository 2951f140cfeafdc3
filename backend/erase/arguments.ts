import { ArgumentError, helpOption, readOptions } from '../commandLine';
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

const command = 'npm run erase';

/** Null when it asks for help. Throws `ArgumentError`. */
export function readArguments(args: string[], user: string): EraseArguments | null {
  const {
    call = [],
    who = user,
    help,
  } = readOptions(command, args, {
    call: { type: 'string', multiple: true },
    who: { type: 'string' },
    help: helpOption,
  });
  if (help) return null;
  if (call.length === 0) throw new ArgumentError(command, 'Say which call: --call <id>.');
  const calls = call.map((id) => id.toLowerCase());
  const odd = calls.find((id) => !isUuid(id));
  if (odd !== undefined) throw new ArgumentError(command, `--call ${odd} is no id of a call, which is a UUID.`);
  return { calls: [...new Set(calls)], who };
}
