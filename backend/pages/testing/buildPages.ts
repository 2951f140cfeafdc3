import path from 'node:path';
import { build } from 'esbuild';

/** Bundles the pages' scripts and styles as `npm run build` does, into `outdir`. */
export async function buildPages(outdir: string): Promise<void> {
  const client = path.join(__dirname, '..', 'client');
  await build({
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
    entryPoints: Object.fromEntries(
      ['callPage', 'callsPage', 'comparePage'].map((name) => [name, path.join(client, `${name}.tsx`)]),
    ),
    outdir,
  });
}
