import os from 'node:os';
import { loadConfig } from '../config';
import { configFile } from '../start/configFile';
import { print, runCommand, terminalLog } from '../start/runCommand';
import { findBinaries } from '../store';
import { verifyCommand } from '../verify';

/** A gateway on this machine goes before: nobody waits for a proof. */
const niceness = 10;

/** `npm run verify`: proves what is stored, for whoever may read the data folder. */
async function run(): Promise<number> {
  os.setPriority(niceness);
  const { storage } = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  return verifyCommand({
    args: process.argv.slice(2),
    storage,
    findBinaries: () => findBinaries(import.meta.url),
    print,
    terminal: process.stderr,
    log: terminalLog,
    now: Date.now,
  });
}

runCommand({ run, failed: 'It could not be looked at. ', failedStatus: 2 });
