/** `npm run sign-in-link [-- --name alice --scope read]`: prints a new link that signs a browser in to the running pages. */
import path from 'node:path';
import { nodeBinary, nodeEnv, run } from './lib/runtime.mjs';

const node = nodeBinary();
run(node, [path.join('dist', 'signInLink.js'), ...process.argv.slice(2)], 'No link was made.', { env: nodeEnv(node) });
