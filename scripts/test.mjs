/**
 * `npm test`: everything that can run here, from a clean clone. Arguments are passed to jest and then only jest runs:
 * `npm test -- core/diff`. Ends with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, nodeBinary, nodeEnv, root, run, say } from './lib/runtime.mjs';
import { ensureChromium, ensurePrometheus, ensurePythonSdks } from './lib/testTools.mjs';

ensureInstalled();
const node = nodeBinary();
const reports = mkdtempSync(path.join(os.tmpdir(), 'lens-test-'));
const tool = (name) => path.join(root, 'node_modules', '.bin', name);
const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

/** A check that is not jest's: counts as one test. */
function check(name, args) {
  say(name);
  const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: nodeEnv(node) });
  if (status === 0) return (total.passed += 1);
  failures.push(name);
  return (total.failed += 1);
}

/** Runs jest and adds up its report; a run that dies before it reports counts as a failure. */
function jest(name, args) {
  say(name);
  const report = path.join(reports, `${failures.length}-${total.passed}.json`);
  const env = nodeEnv(node, {
    LENS_CHROMIUM: chromium ?? '',
    LENS_PYTHON: python ?? '',
    LENS_PROMTOOL: prometheus?.promtool ?? '',
    LENS_PROMETHEUS: prometheus?.prometheus ?? '',
    // node-pg-migrate is an ES module, which jest can only load with this.
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  });
  const jestArgs = ['--json', `--outputFile=${report}`, '--silent=false', ...args];
  const { status } = spawnSync(node, [path.join(root, 'node_modules/jest/bin/jest.js'), ...jestArgs], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  total.passed += result?.numPassedTests ?? 0;
  total.failed += result?.numFailedTests ?? 0;
  total.skipped += result?.numPendingTests ?? 0;
  // A file that does not even load has no failed test in it.
  const broken = result ? result.numRuntimeErrorTestSuites : 1;
  total.failed += broken;
  if (status !== 0) failures.push(name);
  if (status !== 0 && broken === 0 && result.numFailedTests === 0) total.failed += 1;
}

say('Building.');
run(node, ['scripts/build.mjs'], 'The build failed; the message above says where.');
const chromium = ensureChromium();
const python = ensurePythonSdks();
const prometheus = ensurePrometheus();

if (wanted.length > 0) {
  jest(`jest ${wanted.join(' ')}`, wanted);
} else {
  check('Formatting (prettier)', [tool('prettier'), '--check', '--log-level=warn', '.']);
  check('Types (tsc)', [tool('tsc'), '--noEmit']);
  check('Lint (eslint)', [tool('eslint'), '.']);
  check('Nothing unused (knip)', [tool('knip')]);
  jest('Unit tests', ['--maxWorkers=2', 'core/', 'backend/', 'viewer/', 'client/', 'scripts/']);
  // A test that failed may leave a load or a server behind; its report is written by then, and the run must end.
  jest('Integration, conformance, browser and fault tests', ['--runInBand', '--forceExit', 'tests/']);
}

rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) say(`Failed: ${failures.join('; ')}`);
process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}\n`,
);
process.exit(failures.length > 0 || total.failed > 0 ? 1 : 0);
