/** `npm run erase -- --call <id>`: erases calls with everything that is stored of them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, nodeBinary, nodeEnv, productFlags, root } from './lib/runtime.mjs';

const program = path.join(root, 'dist', 'erase.js');
if (!existsSync(program)) fail('Nothing is built yet. Run npm start once, or npm run build.', 2);
const node = nodeBinary();
const args = [...productFlags, program, ...process.argv.slice(2)];
const { status } = spawnSync(node, args, { stdio: 'inherit', env: nodeEnv(node) });
process.exit(status ?? 2);
