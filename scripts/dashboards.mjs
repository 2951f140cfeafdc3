/**
 * `npm run dashboards`: writes dashboards, alert rules and recording rules as their source in `provisioning/source` says.
 * `npm run dashboards -- <address>` lets the alerts link to runbooks there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { importBundled } from './lib/importBundled.mjs';
import { fail, root } from './lib/runtime.mjs';

// yaml is CommonJS in a bundle; esbuild's shim of require does not know Node's modules.
const { documents } = await importBundled('provisioning/source/documents.ts', ['yaml', 'zod']);
const [runbooks] = process.argv.slice(2);
// Grafana shows no other link.
if (runbooks !== undefined && !/^https?:\/\//.test(runbooks)) fail(`${runbooks} is no address of http or https.`, 1);
for (const { file, text } of documents(root, runbooks)) {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
process.stdout.write('· Dashboards and rules are written.\n');
