import { createSignInCode, readSignInArguments, signInUsage, type SignIn } from './auth';
import { loadConfig } from './config';
import { configFile } from './start/configFile';
import { readRunFile } from './start/runFile';
import { startupProblem } from './start/startupProblem';

/** `npm run sign-in-link`: a one-time link to the running pages, for whoever may read the data folder. */
function printLink(signIn: SignIn): void {
  const config = loadConfig({ file: configFile(process.env, process.cwd()), env: process.env });
  const { dataDir } = config.storage;
  const running = readRunFile(dataDir);
  if (running === null) {
    process.stderr.write(`Nothing runs on the data folder ${dataDir}. Start it first: npm start\n`);
    process.exitCode = 1;
  } else {
    const code = createSignInCode(dataDir, signIn, Date.now());
    process.stdout.write(`${config.server.publicUrl ?? running.url}/login?code=${code}\n`);
  }
}

try {
  const signIn = readSignInArguments(process.argv.slice(2));
  if (signIn === null) process.stdout.write(signInUsage);
  else printLink(signIn);
} catch (error) {
  const problem = startupProblem(error);
  if (problem === null) throw error;
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
