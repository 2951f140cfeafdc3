import { parseArgs, type ParseArgsConfig } from 'node:util';
import { codeOf, messageOf } from './errors';

/** A command line was not understood; the message says what of it, and where to read on. */
export class ArgumentError extends Error {
  readonly code = 'arguments_invalid';

  /** @param command as it is typed: `npm run verify` */
  constructor(command: string, message: string, cause?: unknown) {
    super(`${message}\nSee: ${command} -- --help`, cause === undefined ? undefined : { cause });
    this.name = 'ArgumentError';
  }
}

/**
 * The options of a command line, which has nothing else.
 *
 * @throws {ArgumentError} for what is no option of this command
 */
export function readOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowNegative: true }).values;
  } catch (error) {
    if (!codeOf(error).startsWith('ERR_PARSE_ARGS')) throw error;
    throw new ArgumentError(command, messageOf(error), error);
  }
}

/** Asked of every command. */
export const helpOption = { type: 'boolean', short: 'h', default: false } as const;

/** `1 call`, `1,204 calls`; irregular plurals are given. */
export function countOf(amount: number, noun: string, nouns = `${noun}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : nouns}`;
}
