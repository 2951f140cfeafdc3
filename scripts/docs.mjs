/** `npm run docs`: writes the tables and examples that are made from the settings into their files. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { importBundled } from './lib/importBundled.mjs';
import { root } from './lib/runtime.mjs';

// yaml is CommonJS in a bundle; esbuild's shim of require does not know Node's modules.
const { documents } = await importBundled('backend/config/documents/index.ts', ['yaml', 'zod']);
for (const { file, renew } of documents) {
  const target = path.join(root, file);
  const before = readFileSync(target, 'utf8');
  const after = renew(before);
  if (after === before) continue;
  writeFileSync(target, after);
  process.stdout.write(`· ${file} is written anew.\n`);
}
