/** `npm run bench [-- seconds rounds]`: builds the product and the bench programs, then runs them side by side. */
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
