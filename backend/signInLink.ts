import { createSignInCode, scopes } from './auth';
import { loadConfig } from './config';
import { configFile } from './start/configFile';
import { readRunFile } from './start/runFile';

/** `npm run sign-in-link`: a one-time link to the running pages, for whoever may read the data folder. */
const config = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
const { dataDir } = config.storage;
const running = readRunFile(dataDir);
if (running === null) {
  process.stderr.write(`Nothing runs on the data folder ${dataDir}. Start it first: npm start\n`);
  process.exitCode = 1;
} else {
  const code = createSignInCode(dataDir, scopes, Date.now());
  process.stdout.write(`${config.server.publicUrl ?? running.url}/login?code=${code}\n`);
}
