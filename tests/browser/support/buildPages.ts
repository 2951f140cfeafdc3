import path from 'node:path';
import { build } from 'esbuild';

const client = path.resolve(__dirname, '../../../backend/pages/client');
const pages = ['callPage', 'callsPage', 'comparePage', 'livePage', 'errorsPage'];

/** Bundles the pages' scripts and styles as `npm run build` does, into `outdir`. */
export async function buildPages(outdir: string): Promise<void> {
  await build({
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
    entryPoints: Object.fromEntries(pages.map((name) => [name, path.join(client, `${name}.tsx`)])),
    outdir,
  });
}
