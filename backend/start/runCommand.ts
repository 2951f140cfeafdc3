import { silentLog, type Log } from '../log';
import { startupProblem } from './startupProblem';

export interface Command {
  /** Gives the exit status. */
  run: () => number | Promise<number>;
  /** Of a command that failed: what is said before the reason. */
  failed: string;
  /** And its exit status. */
  failedStatus: number;
}

/** Runs a command of the command line, to its exit status. Who reads no further (`| head`) ends none of it. */
export function runCommand({ run, failed, failedStatus }: Command): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  Promise.resolve()
    .then(run)
    .then(
      (status) => (process.exitCode = status),
      (error: unknown) => {
        complain(`${failed}${startupProblem(error) ?? (error instanceof Error ? error.stack : String(error))}`);
        process.exitCode = failedStatus;
      },
    );
}

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

const complain = (text: string): void => void process.stderr.write(`${text}\n`);
const trouble = (fields: object, message: string): void => complain(`${message} ${JSON.stringify(fields)}`);

/** For who reads a terminal: trouble alone. */
export const terminalLog: Log = { ...silentLog, warn: trouble, error: trouble };
