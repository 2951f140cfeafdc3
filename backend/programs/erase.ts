import os from 'node:os';
import { loadConfig } from '../config';
import { eraseCommand } from '../erase';
import { configFile } from '../start/configFile';
import { print, runCommand, terminalLog } from '../start/runCommand';
import { findBinaries } from '../store';

/** `npm run erase -- --call <id>`: erases calls, for whoever may read the data folder. */
async function run(): Promise<number> {
  const { storage } = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  return eraseCommand({
    args: process.argv.slice(2),
    user: userName(),
    storage,
    findBinaries: () => findBinaries(import.meta.url),
    print,
    log: terminalLog,
  });
}

/** A user id need have no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

runCommand({ run, failed: 'It could not be erased. ', failedStatus: 2 });
