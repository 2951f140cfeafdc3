/** Bundles the product into `dist/`: its programs, the pages' scripts and styles, the prices, the migrations, the runbooks. */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { roomsOnly } from './lib/roomsOnly.mjs';
import { root } from './lib/runtime.mjs';

const dist = path.join(root, 'dist');
const at = (...parts) => path.join(root, ...parts);

const server = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  jsx: 'automatic',
  sourcemap: true,
  plugins: [roomsOnly],
  loader: { '.css': 'empty' },
  logLevel: 'warning',
};

const browser = {
  bundle: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  minify: true,
  sourcemap: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
};

/** The benchmark's programs are built only when asked for. */
const bench = process.argv.includes('--bench')
  ? [
      build({
        ...server,
        entryPoints: [
          ...['run', 'provider', 'floor', 'sinks'].map((name) => `gateway/${name}`),
          ...['store/drain', 'store/sessions', 'telemetry/deadSinks', 'telemetry/sampledCall'],
        ].map((name) => ({ in: at(`bench/${name}.ts`), out: path.basename(name) })),
        outdir: path.join(dist, 'bench'),
      }),
    ]
  : [];

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const built = await Promise.all([
  build({
    ...server,
    entryPoints: {
      main: at('backend/main.ts'),
      bodyThread: at('backend/programs/bodyThread.ts'),
      erase: at('backend/programs/erase.ts'),
      pageThread: at('backend/programs/pageThread.ts'),
      recorder: at('backend/programs/recorder.ts'),
      signInLink: at('backend/programs/signInLink.ts'),
      spool: at('backend/programs/spool.ts'),
      verify: at('backend/programs/verify.ts'),
      viewBuilder: at('backend/programs/viewBuilder.ts'),
      wordThread: at('backend/programs/wordThread.ts'),
    },
    outdir: dist,
  }),
  build({
    ...browser,
    entryPoints: {
      callPage: at('backend/pages/client/callPage.tsx'),
      callsPage: at('backend/pages/client/callsPage.tsx'),
      comparePage: at('backend/pages/client/comparePage.tsx'),
      errorsPage: at('backend/pages/client/errorsPage.tsx'),
      policiesPage: at('backend/pages/client/policiesPage.tsx'),
      sessionPage: at('backend/pages/client/sessionPage.tsx'),
      sessionsPage: at('backend/pages/client/sessionsPage.tsx'),
      livePage: at('backend/pages/client/livePage.tsx'),
    },
    outdir: path.join(dist, 'pages'),
  }),
  ...bench,
]);
// What esbuild only warns of, as a rule that stands in a wrong place, is a fault.
if (built.some(({ warnings }) => warnings.length > 0)) process.exit(1);
cpSync(at('core/pricing/table/prices.json'), path.join(dist, 'prices.json'));
cpSync(at('backend/store/migrations'), path.join(dist, 'migrations'), { recursive: true });
cpSync(at('docs/runbooks'), path.join(dist, 'pages/runbooks'), { recursive: true });
