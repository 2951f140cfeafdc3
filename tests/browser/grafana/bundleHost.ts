import path from 'node:path';
import { build, type Plugin } from 'esbuild';

const plugin = path.resolve(__dirname, '../../../plugin');
const installed = (name: string): string => path.join(plugin, 'node_modules', name);

/** Bundles what stands in for Grafana in the browser, with Grafana's real packages, into `outfile`. */
export async function bundleHost(outfile: string): Promise<void> {
  await build({
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    entryPoints: [path.join(plugin, 'src/testing/host/main.tsx')],
    plugins: [sharedRouter],
    // An editor of code, which is half of all, and which nobody opens.
    alias: { 'monaco-editor': installed('monaco-editor/package.json') },
    loader: { '.css': 'empty', '.ttf': 'empty' },
    logLevel: 'error',
    outfile,
  });
}

/** The router of the page, which Grafana 12.2.0 shares as `react-router`. */
const sharedRouter: Plugin = {
  name: 'sharedRouter',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^react-router-dom$/ }, ({ importer, kind }) =>
      importer.startsWith(path.join(plugin, 'src'))
        ? resolve('react-router-dom-v5-compat', { kind, resolveDir: installed('@grafana/ui') })
        : null,
    ),
};
