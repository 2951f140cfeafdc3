import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './runtime.mjs';

/** Imports a TypeScript module of the product, bundled. `external` names packages that do not bundle. */
export async function importBundled(file, external) {
  const outfile = path.join(root, 'dist', `${path.basename(path.dirname(file))}.${path.basename(file, '.ts')}.js`);
  await build({
    entryPoints: [path.join(root, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'warning',
    external,
  });
  return import(pathToFileURL(outfile));
}
