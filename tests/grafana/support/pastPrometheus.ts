import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { serve } from '../../../backend/auth/testing/serve';
import type { Recording } from '../../../provisioning/source/alerts/recordings';
import { freePort } from '../../support/freePort';
import { until } from '../../support/until';
import type { Moment, Past } from './moments';

/** A real Prometheus with samples of the past, to which it is the moment that it is told. */
export interface PastPrometheus {
  /** Where instant queries are answered as of that moment. */
  url: string;
  goTo(moment: Moment): void;
  stop(): Promise<void>;
}

interface PastPrometheusOptions extends Past {
  program: string;
  promtool: string;
}

export async function startPastPrometheus(options: PastPrometheusOptions): Promise<PastPrometheus> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'lens-past-'));
  const data = path.join(home, 'data');
  writeFileSync(path.join(home, 'prometheus.yaml'), '');
  const samples = path.join(home, 'samples.txt');
  writeFileSync(samples, options.samples);
  const blocks = (...args: string[]) => makeBlocks(options.promtool, args);
  blocks('openmetrics', samples, data);
  const start = async () => startServer(options.program, home, data);
  // It reads blocks that others made when it starts.
  for (const [at, level] of levelsOf(options.recordings).entries()) {
    const rules = path.join(home, `rules-${at}.yaml`);
    writeFileSync(rules, stringify({ groups: [{ name: 'recorded', interval: '1m', rules: level }] }));
    const server = await start();
    for (const { from, to } of options.recorded) {
      blocks('rules', `--url=${server.url}`, `--start=${from}`, `--end=${to}`, `--output-dir=${data}`, rules);
    }
    await server.stop();
  }
  const server = await start();
  const clock = { time: options.moments.quiet };
  const asOfThen = await serve((request, response) => {
    // Grafana may be gone before it has its answer.
    answerAsOf(clock.time, server.url, request, response).catch(() => response.destroy());
  });
  return {
    url: asOfThen.url,
    goTo: (moment) => (clock.time = options.moments[moment]),
    stop: async () => {
      await asOfThen.close();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What is made by one name is read by the next. */
function levelsOf(recordings: readonly Recording[]): Recording[][] {
  const names = [...new Set(recordings.map(({ record }) => record))];
  return names.map((name) => recordings.filter(({ record }) => record === name));
}

function makeBlocks(promtool: string, args: string[]): void {
  const { status, stderr } = spawnSync(promtool, ['tsdb', 'create-blocks-from', ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`promtool could not make blocks of ${args[0] ?? ''}: ${stderr}`);
}

async function startServer(program: string, home: string, data: string) {
  const host = `127.0.0.1:${await freePort()}`;
  const args = [`--config.file=${home}/prometheus.yaml`, `--storage.tsdb.path=${data}`];
  const child: ChildProcess = spawn(program, [...args, `--web.listen-address=${host}`], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const url = `http://${host}`;
  await until(
    () => fetch(`${url}/-/ready`),
    ({ ok }) => ok,
    { what: 'Prometheus is ready' },
  );
  return {
    url,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function answerAsOf(time: number, url: string, request: IncomingMessage, response: ServerResponse) {
  const form = new URLSearchParams(await text(request));
  if (form.has('time')) form.set('time', String(time));
  const answer = await fetch(
    `${url}${request.url ?? '/'}`,
    request.method === 'POST' ? { method: 'POST', body: form } : {},
  );
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
  response.end(await answer.text());
}
