import { createSignInCode, readSignInArguments, signInUsage } from '../auth';
import { loadConfig } from '../config';
import { configFile } from '../start/configFile';
import { readRunFile } from '../start/runFile';
import { print, runCommand } from '../start/runCommand';

/** `npm run sign-in-link`: a one-time link to the running pages, for whoever may read the data folder. */
function run(): number {
  const signIn = readSignInArguments(process.argv.slice(2));
  if (signIn === null) {
    print(signInUsage);
    return 0;
  }
  const config = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  const { dataDir } = config.storage;
  const running = readRunFile(dataDir);
  if (running === null) {
    process.stderr.write(`Nothing runs on the data folder ${dataDir}. Start it first: npm start\n`);
    return 1;
  }
  const code = createSignInCode(dataDir, signIn, Date.now());
  print(`${config.server.publicUrl ?? running.url}/login?code=${code}`);
  return 0;
}

runCommand({ run, failed: '', failedStatus: 1 });
