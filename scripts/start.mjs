/** `npm start`: installs, builds and runs everything. Arguments after `--` go to the product (`--no-demo`, `--help`). */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled, nodeBinary, nodeEnv, productFlags, root, run, say } from './lib/runtime.mjs';

ensureInstalled();
const node = nodeBinary();
say('Building.');
run(node, ['scripts/build.mjs'], 'The build failed; the message above says where.');

const child = spawn(node, [...productFlags, path.join('dist', 'main.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  // React renders several times slower in its development build.
  env: nodeEnv(node, { NODE_ENV: process.env.NODE_ENV ?? 'production' }),
});
// A terminal sends Ctrl-C, and its own end, to the whole group; a supervisor sends it to us alone. Either way the product stops itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm starts this in a shell that passes no signal on: when it is gone, the one who started the product has ended it.
const shell = process.ppid;
setInterval(() => process.ppid !== shell && child.kill('SIGTERM'), 1000).unref();
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
