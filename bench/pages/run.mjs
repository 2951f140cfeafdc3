/**
 * Opens a call of each shape in Chromium and prints a table: `node bench/pages/run.mjs [runs] [part of a name]`. Each figure is the least
 * of the runs: what is above it is the machine's other work.
 */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { roomsOnly } from '../../scripts/lib/roomsOnly.mjs';
import { nodeBinary } from '../../scripts/lib/runtime.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const runs = Number(process.argv[2] ?? 5);
const wanted = process.argv[3] ?? '';
const figures = [
  'first paint',
  'content',
  'longest task while scrolling',
  'to Conversation',
  'to Waterfall',
  'to Raw',
  'to Changes',
];

/** Inside the repository, so that packages are found. */
const folder = await mkdtemp(path.join(root, 'node_modules', '.pages-bench-'));
let server;
try {
  await bundle(folder);
  server = spawn(nodeBinary(), [path.join(folder, 'server.js'), path.join(folder, 'pages')], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(server.stdout));
  await measureAll(JSON.parse(line));
} finally {
  server?.stdin.end();
  if (server?.exitCode === null && server.signalCode === null)
    await new Promise((resolve) => server.on('exit', resolve));
  await rm(folder, { recursive: true, force: true });
}

function once(lines) {
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => resolve([line]));
    lines.once('close', () => reject(new Error('The server ended before it was ready.')));
  });
}

async function bundle(outdir) {
  const shared = { absWorkingDir: root, bundle: true, format: 'esm', jsx: 'automatic', logLevel: 'error' };
  await build({
    ...shared,
    entryPoints: ['bench/pages/server.ts'],
    platform: 'node',
    target: 'node24',
    outdir,
    plugins: [roomsOnly],
    loader: { '.css': 'empty' },
  });
  await build({
    ...shared,
    entryPoints: { callPage: 'backend/pages/client/callPage.tsx', callsPage: 'backend/pages/client/callsPage.tsx' },
    platform: 'browser',
    target: 'es2022',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: path.join(outdir, 'pages'),
  });
}

async function measureAll({ url, token, calls }) {
  const browser = await chromium.launch({
    executablePath: process.env.LENS_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  console.log(
    `${browser.version()} on ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}\n`,
  );
  console.log(
    `| call | request | sent, bytes | ${figures.join(' | ')} |\n|---|---|---|${figures.map(() => '---|').join('')}`,
  );
  for (const call of calls.filter(({ name }) => name.includes(wanted))) {
    const sent = await fetch(`${url}/api/v1/calls/${call.callId}/view`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const bytes = (await sent.arrayBuffer()).byteLength;
    const results = [];
    for (let run = 0; run < runs; run++)
      results.push(await measure(browser, `${url}/v2/debug/request/${call.callId}`, token));
    const cells = figures.map((name) => `${Math.round(Math.min(...results.map((result) => result[name])))} ms`);
    console.log(
      `| ${call.name} | ${call.bytes.toLocaleString('en')} | ${bytes.toLocaleString('en')} | ${cells.join(' | ')} |`,
    );
  }
  await browser.close();
}

async function measure(browser, address, token) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.addInitScript(watch);
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(
    () => window.lensBench.content !== null && document.documentElement.dataset.live === '',
    null,
    {
      timeout: 60_000,
    },
  );
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => ({
    'first paint': performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    content: window.lensBench.content,
  }));
  seen['longest task while scrolling'] = await page.evaluate(scroll);
  for (const tab of ['Conversation', 'Waterfall', 'Raw', 'Changes']) {
    seen[`to ${tab}`] = await page.evaluate(switchTo, tab);
    await page.waitForTimeout(300);
  }
  await context.close();
  return seen;
}

/** Runs before the page's own script: notes when the first row of a diff is painted, and every long task. */
function watch() {
  const bench = { content: null, tasks: [] };
  window.lensBench = bench;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (document.querySelector('.lens-diff-row') === null) requestAnimationFrame(look);
    // The frame that has the row is painted before the next task.
    else setTimeout(() => (bench.content = performance.now()));
  };
  requestAnimationFrame(look);
}

/** Scrolls the page, and the box of rows in it, in a hundred steps; gives the longest task meanwhile. */
async function scroll() {
  const start = performance.now();
  for (let step = 0; step < 100; step++) {
    const box = document.querySelector('.lens-diff-virtual') ?? document.scrollingElement;
    // Ten screens in small steps, then jumps through the whole of it.
    box.scrollTop += step < 50 ? 200 : box.scrollHeight / 60;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  const during = window.lensBench.tasks.filter((task) => task.startTime >= start);
  return Math.max(0, ...during.map((task) => task.duration));
}

/** From the click on a tab to its next painted frame. */
async function switchTo(name) {
  const tab = [...document.querySelectorAll('.lens-tabs a, [role="tab"]')].find((each) =>
    each.textContent.startsWith(name),
  );
  const start = performance.now();
  tab.click();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - start;
}
