import path from 'node:path';
import { build } from 'esbuild';

/** Bundles a program of the tests, as the product is bundled, into `dir`; the path of the result. */
export async function bundle(entry: string, dir: string): Promise<string> {
  const outfile = path.join(dir, `${path.basename(entry, '.ts')}.mjs`);
  const resolveDir = path.dirname(entry);
  await build({
    entryPoints: [entry],
    outfile,
    absWorkingDir: resolveDir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
    // pg and its like are CommonJS and call require.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
  });
  return outfile;
}
