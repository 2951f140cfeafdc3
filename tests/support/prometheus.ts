import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { freePort } from './freePort';
import { until } from './until';

const targetsSchema = z.object({
  data: z.object({ activeTargets: z.array(z.object({ health: z.string(), lastError: z.string() })) }),
});
const resultSchema = z.object({
  data: z.object({
    resultType: z.string(),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});
const errorSchema = z.object({ error: z.string() });

/** A real Prometheus that reads one gateway, each three seconds: an answer may take as long on a busy machine. */
export interface Prometheus {
  targets(): Promise<z.infer<typeof targetsSchema>['data']['activeTargets']>;
  /** The series that an expression has now. Throws what Prometheus says of one that it can't read. */
  query(expr: string): Promise<z.infer<typeof resultSchema>['data']['result']>;
  stop(): Promise<void>;
}

export interface PrometheusOptions {
  program: string;
  /** Of the gateway. */
  host: string;
  token: string;
  /** Texts of rule files; their groups are evaluated each second, whatever they say. */
  rules?: string[];
}

export async function startPrometheus({ program, host, token, rules = [] }: PrometheusOptions): Promise<Prometheus> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'lens-prometheus-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  writeFileSync(path.join(home, 'token'), token);
  for (const [at, text] of rules.entries()) {
    writeFileSync(path.join(home, `rules-${at}.yaml`), text.replace(/interval: \w+/g, 'interval: 1s'));
  }
  writeFileSync(
    path.join(home, 'prometheus.yml'),
    `global:
  evaluation_interval: 1s
rule_files: ['${home}/rules-*.yaml']
scrape_configs:
  - job_name: luthien-lens
    scrape_interval: 3s
    authorization:
      credentials_file: ${home}/token
    static_configs:
      - targets: ['${host}']
`,
  );
  const args = [`--config.file=${home}/prometheus.yml`, `--storage.tsdb.path=${home}/data`];
  const child = spawn(program, [...args, `--web.listen-address=${new URL(url).host}`], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  const targets = async () =>
    targetsSchema.parse(await (await fetch(`${url}/api/v1/targets`)).json()).data.activeTargets;
  try {
    await until(targets, ([first]) => (first?.health ?? 'unknown') !== 'unknown', { what: 'Prometheus has scraped' });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    targets,
    stop,
    query: async (expr) => {
      const answer = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query: expr }) });
      const said: unknown = await answer.json();
      if (!answer.ok) throw new Error(`${errorSchema.parse(said).error} in ${expr}`);
      return resultSchema.parse(said).data.result;
    },
  };
}
