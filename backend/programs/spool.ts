import path from 'node:path';
import { spoolCommand, spoolSize } from '../capture';
import { loadConfig } from '../config';
import { configFile } from '../start/configFile';
import { createLog } from '../start/log';
import { print, runCommand } from '../start/runCommand';

/** `npm run spool -- …`: a look into the spool of the data folder, for whoever may read it. */
async function run(): Promise<number> {
  const config = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  const dir = path.resolve(config.storage.dataDir, 'spool');
  return spoolCommand({
    args: process.argv.slice(2),
    dir,
    maxBytes: spoolSize(dir, config.capture).maxBytes,
    now: Date.now,
    print,
    log: createLog(process.stderr, config.telemetry.serviceName),
  });
}

runCommand({ run, failed: '', failedStatus: 1 });
