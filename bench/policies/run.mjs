import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/**
 * What the redaction policy costs on a stream, and how long it holds the event loop with a text that was made to cost
 * most, in processor time: `node bench/policies/run.mjs [commit]`. With a commit its code is measured beside this tree's,
 * in turns and processes of their own.
 */
const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const turns = 3;
const [against] = process.argv.slice(2);
const folder = mkdtempSync(path.join(os.tmpdir(), 'policy-bench-'));

/** A program that measures the `core` and `backend` below `tree`. */
async function bundle(program, name, tree) {
  const outfile = path.join(folder, `${program}-${name}.mjs`);
  await build({
    entryPoints: [path.join(root, `bench/policies/${program}.ts`)],
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

/** The best of all turns, by row: its first figure is told, the others are measured. */
async function measured(program, trees, keep) {
  const programs = [];
  for (const [column, tree] of trees) programs.push([column, await bundle(program, column, tree)]);
  const best = new Map();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [column, file] of programs) {
      const { stdout } = await run(process.execPath, [file]);
      for (const figures of JSON.parse(stdout)) keep(best, column, figures);
    }
  }
  return best;
}

const say = (text) => process.stdout.write(`${text}\n`);
const row = (cells) => say(`| ${cells.join(' | ')} |`);
const head = (cells) => {
  row(cells);
  row(cells.map(() => '---'));
};

async function sayStreams(trees) {
  const best = await measured('measure', trees, (rows, column, [stream, micros, chunks]) => {
    const known = rows.get(stream) ?? { chunks };
    rows.set(stream, { ...known, [column]: Math.min(known[column] ?? Infinity, micros) });
  });
  const columns = trees.map(([column]) => column);
  say('µs of processor time a stream\n');
  head(['stream', 'chunks', ...columns, ...(against === undefined ? [] : ['times cheaper'])]);
  for (const [stream, { chunks, ...figures }] of best) {
    const times = against === undefined ? [] : [(figures[against] / figures[here]).toFixed(1)];
    row([stream, chunks, ...columns.map((column) => figures[column].toFixed(0)), ...times]);
  }
}

async function sayStops(trees) {
  const best = await measured('stops', trees, (rows, column, [text, whole, push]) => {
    const known = rows.get(text) ?? {};
    const [wholeBefore = Infinity, pushBefore = Infinity] = known[column] ?? [];
    rows.set(text, { ...known, [column]: [Math.min(wholeBefore, whole), Math.min(pushBefore, push)] });
  });
  const columns = trees.map(([column]) => column);
  say('\nThe longest stop: ms of processor time for a text of a million characters, and for one piece of a stream\n');
  head(['repeated', ...columns.flatMap((column) => [`${column}, whole`, `${column}, a piece`])]);
  for (const [text, figures] of best) {
    row([text, ...columns.flatMap((column) => [figures[column][0].toFixed(0), figures[column][1].toFixed(1)])]);
  }
}

const here = 'this tree';

try {
  const trees = [[here, root]];
  if (against !== undefined) trees.unshift([against, await treeOf(against)]);
  const cpu = os.cpus();
  say(`Node ${process.version}, ${cpu[0]?.model ?? ''}, ${cpu.length} cores\n`);
  await sayStreams(trees);
  await sayStops(trees);
} finally {
  rmSync(folder, { recursive: true });
}
