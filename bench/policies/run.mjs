import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/**
 * What the redaction policy costs on a stream, in processor time: `node bench/policies/run.mjs [commit]`. With a commit
 * its code is measured beside this tree's, in turns and processes of their own.
 */
const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const turns = 3;
const [against] = process.argv.slice(2);
const folder = mkdtempSync(path.join(os.tmpdir(), 'policy-bench-'));

/** The program that measures the `core` and `backend` below `tree`. */
async function bundle(name, tree) {
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    entryPoints: [path.join(root, 'bench/policies/measure.ts')],
    outfile,
    alias: { '@lens/core': path.join(tree, 'core'), '@lens/backend': path.join(tree, 'backend') },
    nodePaths: [path.join(root, 'node_modules')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return outfile;
}

async function treeOf(commit) {
  const tree = path.join(folder, 'tree');
  mkdirSync(tree);
  await run('sh', ['-c', 'git archive "$0" core backend | tar -x -C "$1"', commit, tree], { cwd: root });
  return tree;
}

try {
  const programs = [['this tree', await bundle('here', root)]];
  if (against !== undefined) programs.unshift([against, await bundle('there', await treeOf(against))]);
  const best = new Map();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [column, program] of programs) {
      const { stdout } = await run(process.execPath, [program]);
      for (const [stream, micros, chunks] of JSON.parse(stdout)) {
        const row = best.get(stream) ?? { chunks };
        best.set(stream, { ...row, [column]: Math.min(row[column] ?? Infinity, micros) });
      }
    }
  }
  const columns = programs.map(([column]) => column);
  const cpu = os.cpus();
  process.stdout.write(
    `Node ${process.version}, ${cpu[0]?.model ?? ''}, ${cpu.length} cores; µs of processor time a stream\n\n`,
  );
  process.stdout.write(
    `| stream | chunks | ${columns.join(' | ')} |${against === undefined ? '' : ' times cheaper |'}\n`,
  );
  process.stdout.write(
    `| --- | --- | ${columns.map(() => '---').join(' | ')} |${against === undefined ? '' : ' --- |'}\n`,
  );
  for (const [stream, { chunks, ...row }] of best) {
    const cells = columns.map((column) => row[column].toFixed(0)).join(' | ');
    const times = against === undefined ? '' : ` ${(row[against] / row['this tree']).toFixed(1)} |`;
    process.stdout.write(`| ${stream} | ${chunks} | ${cells} |${times}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
