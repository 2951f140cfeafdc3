import os from 'node:os';
import { loadConfig } from './config';
import { silentLog } from './log';
import { configFile } from './start/configFile';
import { startupProblem } from './start/startupProblem';
import { findBinaries } from './store';
import { verifyCommand } from './verify';

/** A gateway on this machine goes before: nobody waits for a proof. */
const niceness = 10;

const complain = (text: string) => void process.stderr.write(`${text}\n`);

const trouble = (fields: object, message: string) => complain(`${message} ${JSON.stringify(fields)}`);

/** `npm run verify`: proves what is stored, for whoever may read the data folder. */
async function run(): Promise<number> {
  os.setPriority(niceness);
  const { storage } = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  return verifyCommand({
    args: process.argv.slice(2),
    storage,
    findBinaries: () => findBinaries(import.meta.url),
    print: (text) => process.stdout.write(`${text}\n`),
    terminal: process.stderr,
    log: { ...silentLog, warn: trouble, error: trouble },
    now: Date.now,
  });
}

run().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    complain(
      `It could not be looked at. ${startupProblem(error) ?? (error instanceof Error ? error.stack : String(error))}`,
    );
    process.exitCode = 2;
  },
);
