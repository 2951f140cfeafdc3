/**
 * `npm run bench [-- seconds rounds]`: builds the product and the bench programs, then runs them side by side, and sessions;
 * with `-- --dead-sinks [calls]` the one of memory while nothing takes calls, alone.
 */
import path from 'node:path';
import { ensureInstalled, nodeBinary, nodeEnv, productFlags, run, say } from './lib/runtime.mjs';

const deadSinks = '--dead-sinks';
const given = process.argv.slice(2);
const program = given.includes(deadSinks) ? 'deadSinks.js' : 'run.js';
ensureInstalled();
const node = nodeBinary();
say('Building.');
run(node, ['scripts/build.mjs', '--bench'], 'The build failed; the message above says where.');
say('Measuring. This takes some minutes; close what else runs on the machine.');
run(
  node,
  [...productFlags, path.join('dist', 'bench', program), 'dist', ...given.filter((each) => each !== deadSinks)],
  'The bench failed.',
  {
    env: nodeEnv(node),
  },
);
for (const kept of program === 'run.js' ? ['all', 'none'] : []) {
  say(`What ten sessions of fifty turns take in the database with \`bodies_in_sql: ${kept}\`.`);
  run(node, [path.join('dist', 'bench', 'sessions.js'), kept], 'The bench failed.', { env: nodeEnv(node) });
}
if (program === 'run.js') say('How soon pages are there: node bench/pages/run.mjs');
