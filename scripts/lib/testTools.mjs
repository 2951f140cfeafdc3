import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './runtime.mjs';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome'];

function which(names, before = []) {
  for (const name of names) {
    for (const folder of [...before, ...(process.env.PATH ?? '').split(path.delimiter)]) {
      const file = path.join(folder, name);
      if (folder !== '' && existsSync(file)) return file;
    }
  }
  return null;
}

function quietly(command, args, cwd = root) {
  return spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

/** Path of a Chromium for the browser tests; from Debian's packages when there is none and we may install it. */
export function ensureChromium() {
  const found = which(chromiumNames);
  if (found) return found;
  if (process.getuid?.() === 0 && which(['apt-get'])) {
    say('Installing Chromium for the browser tests (apt-get).');
    process.env.DEBIAN_FRONTEND = 'noninteractive';
    quietly('apt-get', ['update', '-qq']);
    quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  }
  const installed = which(chromiumNames);
  if (!installed) say('SKIPPED: browser tests, because no Chromium was found (install the package "chromium").');
  return installed;
}

/**
 * Python with the official `openai` and `anthropic` packages, in a virtual environment of the project; null when Python
 * or its package index is not there, and then the Python conformance tests are skipped.
 */
export function ensurePythonSdks() {
  const home = path.join(root, 'node_modules', '.lens-python');
  const python = path.join(home, 'bin', 'python3');
  const ready = () => existsSync(python) && quietly(python, ['-c', 'import openai, anthropic']);
  if (ready()) return python;
  const system = which(['python3']);
  if (system) {
    say('Installing the Python SDKs for the conformance tests (pip).');
    quietly(system, ['-m', 'venv', home]);
    if (existsSync(python))
      quietly(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', 'openai', 'anthropic']);
  }
  if (ready()) return python;
  say('SKIPPED: Python SDK conformance, because python3 with venv or its package index is not there.');
  return null;
}

/**
 * Prometheus and its `promtool` for the tests of the metrics; null when they can't be had. Debian's package is unpacked
 * and not installed: installing it would start a server that is open to the network.
 */
export function ensurePrometheus() {
  const home = path.join(root, 'node_modules', '.lens-prometheus');
  const unpacked = path.join(home, 'usr', 'bin');
  const find = () => {
    const [promtool, prometheus] = ['promtool', 'prometheus'].map((name) => which([name], [unpacked]));
    return promtool && prometheus ? { promtool, prometheus } : null;
  };
  const found = find();
  if (found) return found;
  if (which(['apt-get']) && which(['dpkg'])) {
    say('Fetching Prometheus for the tests of the metrics (apt-get).');
    mkdirSync(home, { recursive: true });
    if (process.getuid?.() === 0) quietly('apt-get', ['update', '-qq']);
    // As root apt would fetch as a user of its own, who may not write there, and warn of it.
    quietly('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', 'prometheus'], home);
    const packaged = readdirSync(home).find((name) => name.endsWith('.deb'));
    if (packaged) quietly('dpkg', ['-x', packaged, '.'], home);
    if (packaged) rmSync(path.join(home, packaged));
  }
  const fetched = find();
  if (!fetched) say('SKIPPED: metrics as Prometheus reads them, because there is no promtool (package "prometheus").');
  return fetched;
}

/**
 * A Redis server for the tests of the live feed; null when it can't be had. Debian's package `redis-server` would start one;
 * the program itself is in `redis-tools`, where it is called by another name, and goes by the name that it is called by.
 */
export function ensureRedis() {
  const home = path.join(root, 'node_modules', '.lens-redis');
  const find = () => which(['redis-server'], [home]);
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && which(['apt-get'])) {
    say('Installing Redis for the tests of the live feed (apt-get).');
    process.env.DEBIAN_FRONTEND = 'noninteractive';
    quietly('apt-get', ['update', '-qq']);
    quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-tools']);
    const program = which(['redis-check-rdb']);
    mkdirSync(home, { recursive: true });
    if (program) symlinkSync(program, path.join(home, 'redis-server'));
  }
  const installed = find();
  if (!installed) say('SKIPPED: the live feed over Redis, because there is no redis-server (package "redis-server").');
  return installed;
}
