import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

const wantedMajor = 24;

/**
 * How the product is run. With V8's default of 16 MB of young objects a busy gateway keeps copying calls that are over a
 * moment later; with 32 MB it takes about a tenth less for a small call. The bodies that pass count as the heap's growth,
 * so that V8 collected all of it every second at 300 calls of 50 KB, 5 to 10 ms each time: it may grow to five times what
 * was left, within its bound, which takes some 60 MB.
 */
export const productFlags = ['--enable-source-maps', '--max-semi-space-size=32', '--heap-growing-percent=400'];

/** Prints one line of progress, so that a first start of a minute does not look like a hang. */
export function say(text) {
  process.stdout.write(`· ${text}\n`);
}

/** Ends the process with what went wrong and what to do. */
export function fail(text, status = 1) {
  process.stderr.write(`\n${text}\n`);
  process.exit(status);
}

/** Runs a command in the project folder with its output shown; ends the process with `problem` when it fails. */
export function run(command, args, problem, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error || result.status !== 0) fail(`${problem}${result.error ? ` (${result.error.message})` : ''}`);
}

/** Installs the locked dependencies of a folder when they are not there or its lockfile changed since. */
export function ensureInstalled(folder = root, takes = 'about a minute') {
  const stamp = path.join(folder, 'node_modules', '.lens-installed');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const where = folder === root ? '' : ` of ${path.relative(root, folder)}/`;
  say(`Installing dependencies${where} (npm ci). The first time takes ${takes}.`);
  run(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    'npm ci failed. Check that the npm registry can be reached (npm ping) and that the disk is not full, then run this again.',
    { cwd: folder },
  );
  writeFileSync(stamp, lock);
}

/**
 * Path of a Node of the wanted major version: the running one, or the `node` package of the npm registry, which brings
 * the binary. OpenTelemetry, undici 8 and the OpenAI SDK need at least Node 22, Debian has 18 or 20.
 */
export function nodeBinary() {
  if (Number(process.versions.node.split('.')[0]) === wantedMajor) return process.execPath;
  const packaged = path.join(root, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(packaged)) {
    say(`Fetching Node ${wantedMajor} (this machine has ${process.versions.node}).`);
    spawnSync('npm', ['rebuild', 'node', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  }
  if (existsSync(packaged)) return packaged;
  return fail(
    `Luthien Lens needs Node ${wantedMajor}, this is ${process.versions.node}, and the npm package "node" brought no binary for ` +
      `${process.platform}-${process.arch} (npm may be set to ignore install scripts). Install Node ${wantedMajor} and run this again.`,
  );
}

/** The environment for child processes, with the right Node first in the path. */
export function nodeEnv(node, extra = {}) {
  const bin = path.join(root, 'node_modules', '.bin');
  return { ...process.env, PATH: [path.dirname(node), bin, process.env.PATH].join(path.delimiter), ...extra };
}
