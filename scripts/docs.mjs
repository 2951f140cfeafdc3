/** `npm run docs`: writes the tables and examples that are made from the settings into their files. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './lib/runtime.mjs';

const bundle = path.join(root, 'dist', 'documents.js');
await build({
  entryPoints: [path.join(root, 'backend/config/documents/index.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  logLevel: 'warning',
  // yaml is CommonJS in a bundle; esbuild's shim of require does not know Node's modules.
  external: ['yaml', 'zod'],
});
const { documents } = await import(pathToFileURL(bundle));
for (const { file, renew } of documents) {
  const target = path.join(root, file);
  const before = readFileSync(target, 'utf8');
  const after = renew(before);
  if (after === before) continue;
  writeFileSync(target, after);
  process.stdout.write(`· ${file} is written anew.\n`);
}
