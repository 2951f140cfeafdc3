import path from 'node:path';
import { spoolCommand } from './capture';
import { loadConfig } from './config';
import { configFile } from './start/configFile';
import { createLog } from './start/log';
import { startupProblem } from './start/startupProblem';

/** `npm run spool -- …`: a look into the spool of the data folder, for whoever may read it. */
async function run(): Promise<number> {
  const config = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  return spoolCommand({
    args: process.argv.slice(2),
    dir: path.resolve(config.storage.dataDir, 'spool'),
    maxBytes: config.capture.spoolBytes,
    now: Date.now,
    print: (line) => process.stdout.write(`${line}\n`),
    log: createLog(process.stderr),
  });
}

run().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${startupProblem(error) ?? (error instanceof Error ? error.stack : String(error))}\n`);
    process.exitCode = 1;
  },
);
