/**
 * How long the event loop stands still under the worst bodies: the built gateway with the shipped policies, in front of a
 * provider of its own; a second client measures. See README.md beside it.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { answers, paths, requests, streams } from './bodies.mjs';

const bytes = Number(process.env.BENCH_BYTES ?? 30_000_000);
const only = process.argv.slice(2);
const apiToken = 'a-token-for-the-bench-of-the-loop';
const dist = path.join(import.meta.dirname, '../../dist');
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'loop-bench-'));
/** By the clock, and by the processor time that the loop's thread took at a stretch, which others' load does not lengthen. */
const probe = `
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const used = () => { const { user, system } = process.threadCpuUsage(); return user + system; };
  let last = used();
  let most = 0;
  setInterval(() => { const now = used(); most = Math.max(most, now - last); last = now; }, 1).unref();
  process.on('SIGUSR2', () => {
    process.stderr.write('stop ' + (delay.max / 1e6).toFixed(0) + ' | ' + (most / 1e3).toFixed(0) + '\\n');
    delay.reset();
    most = 0;
  });
`;

const provider = http.createServer((req, res) => {
  const model = decodeURIComponent(req.headers['x-bench'] ?? '');
  req.resume().on('end', () => {
    if (model in streams) {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of streams[model]()) res.write(piece);
      res.end('data: [DONE]\n\n');
      return;
    }
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(model in answers ? answers[model](bytes) : '{"choices":[]}');
  });
});
await new Promise((resolve) => provider.listen(0, '127.0.0.1', resolve));

writeFileSync(path.join(dataDir, 'probe.cjs'), probe);
writeFileSync(
  path.join(dataDir, 'lens.yaml'),
  process.env.BENCH_POLICIES === 'none'
    ? ''
    : `policies:
  words: { use: text-replacement, timeout_ms: 20000, options: { rules: [{ find: Project Falcon, replace: the next release }] } }
  redact: { use: pii-redaction, timeout_ms: 20000, options: { apply_to: both } }
chain: [words, redact]
`,
);
const command = [
  process.execPath,
  '--require',
  path.join(dataDir, 'probe.cjs'),
  path.join(dist, 'main.js'),
  '--no-demo',
];
// Before all that the machine runs besides: the wait for a processor is no stop of the gateway's.
if (process.env.BENCH_PRIORITY === 'first') command.unshift('chrt', '-r', '1');
const [program = '', ...args] = command;
const gateway = spawn(program, args, {
  env: {
    ...process.env,
    LENS_CONFIG: path.join(dataDir, 'lens.yaml'),
    LENS_DATA_DIR: dataDir,
    LENS_PORT: '0',
    LENS_API_TOKEN: apiToken,
    OPENAI_BASE_URL: `http://127.0.0.1:${provider.address().port}`,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${provider.address().port}`,
  },
  stdio: ['ignore', 'pipe', 'pipe'],
});
let said = '';
let told = '';
gateway.stdout.on('data', (chunk) => (said += chunk));
gateway.stderr.on('data', (chunk) => (told += chunk));
const url = await until(() => /base URL (http\S+)\/v1/.exec(said)?.[1]);

for (const [name, make] of Object.entries({ ...requests, ...answers, ...streams })) {
  if (only.length > 0 && !only.some((word) => name.includes(word))) continue;
  const isRequest = name in requests;
  const body = isRequest ? make(bytes) : JSON.stringify({ model: 'm', stream: name in streams, messages: [] });
  const sent = isRequest ? gzipSync(body, { level: 1 }) : Buffer.from(body);
  await longestStop();
  const began = performance.now();
  const { status, callId } = await call(sent, isRequest, name);
  const took = performance.now() - began;
  const stop = await longestStop();
  const reading = process.env.BENCH_READ === undefined ? '' : ` ${await openedAll(callId)} |`;
  console.log(`| ${name} | ${(sent.length / 1000).toFixed(0)} | ${status} | ${took.toFixed(0)} | ${stop} |${reading}`);
}
gateway.kill();
await new Promise((resolve) => gateway.on('close', resolve));
provider.close();
provider.closeAllConnections();
rmSync(dataDir, { recursive: true, force: true });

function call(sent, isCompressed, name) {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': sent.length,
      authorization: 'Bearer any',
      'x-bench': encodeURIComponent(name),
      ...(isCompressed && { 'content-encoding': 'gzip' }),
    };
    const [, to = '/v1/chat/completions'] = Object.entries(paths).find(([word]) => name.startsWith(word)) ?? [];
    const req = http.request(`${url}${to}`, { method: 'POST', headers, agent: false }, (res) => {
      const callId = res.headers['x-luthien-call-id'];
      res.resume().on('close', () => resolve({ status: res.statusCode, callId }));
    });
    req.on('error', (error) => resolve({ status: error.code, callId: '' }));
    req.end(sent);
  });
}

/** The longest stop while one opens a call as its page does, and all that it says. */
async function openedAll(callId) {
  const headers = { authorization: `Bearer ${apiToken}` };
  const open = async (at) => {
    const answer = await fetch(`${url}${at}`, { headers });
    await answer.arrayBuffer();
    return answer.status;
  };
  for (let tries = 0; tries < 300 && (await open(`/api/v1/calls/${callId}`)) !== 200; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await longestStop();
  const statuses = [];
  for (const of of ['', '/view', '/diff', '/events']) statuses.push(await open(`/api/v1/calls/${callId}${of}`));
  statuses.push(await open(`/v2/debug/request/${callId}`));
  return `${statuses.join(' ')} | ${await longestStop()}`;
}

async function longestStop() {
  const before = told.length;
  gateway.kill('SIGUSR2');
  return until(() => /stop (\d+ \| \d+)\n/.exec(told.slice(before))?.[1]);
}

async function until(look) {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
