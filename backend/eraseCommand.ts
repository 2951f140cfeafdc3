import os from 'node:os';
import { loadConfig } from './config';
import { eraseCommand } from './erase';
import { silentLog } from './log';
import { configFile } from './start/configFile';
import { startupProblem } from './start/startupProblem';
import { findBinaries } from './store';

const complain = (text: string) => void process.stderr.write(`${text}\n`);

const trouble = (fields: object, message: string) => complain(`${message} ${JSON.stringify(fields)}`);

/** `npm run erase -- --call <id>`: erases calls, for whoever may read the data folder. */
async function run(): Promise<number> {
  const { storage } = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  return eraseCommand({
    args: process.argv.slice(2),
    user: os.userInfo().username,
    storage,
    findBinaries: () => findBinaries(import.meta.url),
    print: (text) => process.stdout.write(`${text}\n`),
    log: { ...silentLog, warn: trouble, error: trouble },
  });
}

run().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    complain(
      `It could not be erased. ${startupProblem(error) ?? (error instanceof Error ? error.stack : String(error))}`,
    );
    process.exitCode = 2;
  },
);
