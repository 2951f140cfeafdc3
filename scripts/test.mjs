/**
 * `npm test`: everything that can run here, from a clean clone. Ends with what failed, how to run that alone, and
 * `N passed, N failed`. Arguments are passed to jest and then only jest runs: `npm test -- core/diff`, except for
 * `--fresh-seed` (property tests try other inputs than the usual ones) and `--seed=N` (those of such a run).
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { commandLine, jestFailures } from './lib/jestFailures.mjs';
import { ensureInstalled, nodeBinary, nodeEnv, root, run, say } from './lib/runtime.mjs';
import { ensureChromium, ensurePrometheus, ensurePythonSdks, ensureRedis } from './lib/testTools.mjs';

const plugin = path.join(root, 'plugin');
ensureInstalled();
ensureInstalled(plugin, 'two minutes');
const node = nodeBinary();
const reports = mkdtempSync(path.join(os.tmpdir(), 'lens-test-'));
const tool = (name, cwd = root) => path.join(cwd, 'node_modules', '.bin', name);
const { seed, wanted } = readArguments(process.argv.slice(2));
const seedArgs = seed === null ? [] : [`--seed=${seed}`];
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed: its name, why as far as it is known, and the command that runs it alone. */
const failures = [];

/** The seed of property tests is fixed unless another is asked for, so that a run tells of the code and not of luck. */
function readArguments(args) {
  const given = args.find((arg) => /^--seed=-?\d+$/.test(arg))?.slice('--seed='.length);
  const fresh = args.includes('--fresh-seed') ? String(randomInt(2 ** 31)) : null;
  return { seed: given ?? fresh, wanted: args.filter((arg) => arg !== '--fresh-seed' && !arg.startsWith('--seed=')) };
}

/** A check that is not jest's: counts as one test. What it prints comes in one piece, as others run beside it. */
async function check(name, [program, ...args], cwd = root) {
  say(name);
  const child = spawn(node, [tool(program, cwd), ...args], { cwd, env: nodeEnv(node) });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  const [status] = await once(child, 'close');
  if (status === 0) return (total.passed += 1);
  process.stdout.write(Buffer.concat(printed));
  const there = cwd === root ? '' : `cd ${path.relative(root, cwd)} && `;
  failures.push({ what: name, why: [], command: there + commandLine(['npx', program, ...args]) });
  return (total.failed += 1);
}

async function checks() {
  // Alone it takes about as long as all the others.
  const lint = check('Lint (eslint)', ['eslint', '.']);
  await check('Formatting (prettier)', ['prettier', '--check', '--log-level=warn', '.']);
  await check('Types (tsc)', ['tsc', '--noEmit']);
  await check('Nothing unused (knip)', ['knip']);
  await lint;
}

/** The plugin has packages of its own: its types are checked with those. */
function pluginTypes() {
  return check('Types of the plugin (tsc)', ['tsc', '--noEmit'], plugin);
}

/** Its English sentences are in the file that others translate, as the source has them. */
function pluginWords() {
  const args = ['i18next-cli', 'extract', '--sync-primary', '--ci', '--dry-run', '--quiet'];
  return check('Sentences of the plugin (i18next-cli)', args, plugin);
}

/** Its tests look at what Grafana would load. */
function pluginBuild() {
  const command = ['webpack', '-c', './webpack.config.ts', '--env', 'production'];
  return check('The plugin as Grafana loads it (webpack)', command, plugin);
}

/** Runs jest and adds up its report; a run that dies before it reports counts as a failure. */
function jest(name, args, cwd = root) {
  say(name);
  const report = path.join(reports, `${readdirSync(reports).length}.json`);
  const env = nodeEnv(node, {
    LENS_CHROMIUM: chromium ?? '',
    LENS_PYTHON: python ?? '',
    ...servers,
    ...(seed === null ? {} : { LENS_TEST_SEED: seed }),
    // node-pg-migrate is an ES module, which jest can only load with this. Grafana's packages it then takes for such:
    // they are read as CommonJS, whatever the shell says.
    NODE_OPTIONS: cwd === root ? '--experimental-vm-modules --disable-warning=ExperimentalWarning' : '',
  });
  const jestArgs = ['--json', `--outputFile=${report}`, '--silent=false', ...args];
  const { status } = spawnSync(node, [path.join(cwd, 'node_modules/jest/bin/jest.js'), ...jestArgs], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  total.passed += result?.numPassedTests ?? 0;
  total.failed += result?.numFailedTests ?? 0;
  total.skipped += result?.numPendingTests ?? 0;
  const failed = result ? jestFailures(result, root, seedArgs) : [];
  failures.push(...failed);
  // A file that does not even load has no failed test in it.
  total.failed += failed.length - (result?.numFailedTests ?? 0);
  if (status === 0 || failed.length > 0) return;
  failures.push({
    what: name,
    why: ['jest itself failed; see above.'],
    command: commandLine(['npm', 'test', '--', ...(cwd === root ? args : ['plugin/'])]),
  });
  total.failed += 1;
}

say('Building.');
run(node, ['scripts/build.mjs'], 'The build failed; the message above says where.');
const chromium = ensureChromium();
const python = ensurePythonSdks();
const prometheus = ensurePrometheus();
const servers = {
  LENS_PROMTOOL: prometheus?.promtool ?? '',
  LENS_PROMETHEUS: prometheus?.prometheus ?? '',
  LENS_REDIS_SERVER: ensureRedis() ?? '',
};

if (seed !== null) say(`Property tests use the seed ${seed}; npm test -- --seed=${seed} repeats it.`);
if (wanted.length > 0) {
  const [args, cwd] = wanted.some(isOfPlugin) ? [wanted.map(withoutPlugin), plugin] : [wanted, root];
  if (cwd === plugin) await pluginBuild();
  jest(`jest ${wanted.join(' ')}`, args, cwd);
} else {
  await checks();
  await pluginTypes();
  await pluginWords();
  await pluginBuild();
  // With `./` a folder's name counts below this one alone: a clone may lie in a folder of such a name.
  jest('Unit tests', ['--maxWorkers=2', './core/', './backend/', './viewer/', './client/', './provisioning/']);
  jest('Unit tests of the plugin', ['--maxWorkers=2'], plugin);
  // Most of these wait for others. One that failed may leave a load or a server behind; its report is written by then, and
  // the run must end.
  jest('Integration, conformance, browser and fault tests', ['--maxWorkers=3', '--forceExit', './tests/']);
}

rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map(described).join('')}`);
process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}\n`,
);
process.exit(failures.length > 0 || total.failed > 0 ? 1 : 0);

/** The plugin's tests are run by its own jest, in its folder. */
function isOfPlugin(arg) {
  return /^(\.\/)?plugin\//.test(arg);
}

function withoutPlugin(arg) {
  return isOfPlugin(arg) ? arg.replace(/^(\.\/)?plugin\//, './') : arg;
}

function described({ what, why, command }) {
  return ['', `✗ ${what}`, ...why.map((line) => `    ${line}`), `  alone: ${command}`, ''].join('\n');
}
