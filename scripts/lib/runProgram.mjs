import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, nodeBinary, nodeEnv, productFlags, root } from './runtime.mjs';

/** Runs a built command with the arguments of this one, and ends with its exit status; `failedStatus` where there is none. */
export function runProgram(name, failedStatus) {
  const program = path.join(root, 'dist', `${name}.js`);
  if (!existsSync(program)) fail('Nothing is built yet. Run npm start once, or npm run build.', failedStatus);
  const node = nodeBinary();
  const args = [...productFlags, program, ...process.argv.slice(2)];
  const { status } = spawnSync(node, args, { stdio: 'inherit', env: nodeEnv(node) });
  process.exit(status ?? failedStatus);
}
