/** `npm run bench [-- seconds rounds]`: builds the product and the bench programs, then runs them side by side, and sessions. */
import path from 'node:path';
import { ensureInstalled, nodeBinary, nodeEnv, productFlags, run, say } from './lib/runtime.mjs';

ensureInstalled();
const node = nodeBinary();
say('Building.');
run(node, ['scripts/build.mjs', '--bench'], 'The build failed; the message above says where.');
say('Measuring. This takes some minutes; close what else runs on the machine.');
run(
  node,
  [...productFlags, path.join('dist', 'bench', 'run.js'), 'dist', ...process.argv.slice(2)],
  'The bench failed.',
  {
    env: nodeEnv(node),
  },
);
for (const kept of ['all', 'none']) {
  say(`What ten sessions of fifty turns take in the database with \`bodies_in_sql: ${kept}\`.`);
  run(node, [path.join('dist', 'bench', 'sessions.js'), kept], 'The bench failed.', { env: nodeEnv(node) });
}
say('How soon pages are there: node bench/pages/run.mjs');
