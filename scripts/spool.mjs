/** `npm run spool -- stats|ls|verify|quarantine|retry`: looks into the spool, and gives quarantined calls back to it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, nodeBinary, nodeEnv, root } from './lib/runtime.mjs';

const program = path.join(root, 'dist', 'spool.js');
if (!existsSync(program)) fail('Nothing is built yet. Run npm start once, or npm run build.');
const node = nodeBinary();
const { status } = spawnSync(node, [program, ...process.argv.slice(2)], { stdio: 'inherit', env: nodeEnv(node) });
process.exit(status ?? 1);
