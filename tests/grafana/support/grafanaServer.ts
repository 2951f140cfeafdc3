import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { freePort } from '../../support/freePort';
import { until } from '../../support/until';

const root = path.resolve(__dirname, '../../..');
const password = 'of-a-test';

const alertSchema = z.object({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  state: z.string(),
});
const ruleSchema = z.object({
  name: z.string(),
  health: z.string(),
  lastEvaluation: z.string(),
  lastError: z.string().optional(),
  alerts: z.array(alertSchema).default([]),
});
const answerSchema = z.object({ data: z.object({ groups: z.array(z.object({ rules: z.array(ruleSchema) })) }) });

/** How an alert went over into another state; the text names its rule and its labels. */
const changeSchema = z.object({ text: z.string(), newState: z.string(), time: z.number() });

export type SeenRule = z.infer<typeof ruleSchema>;
export type SeenAlert = z.infer<typeof alertSchema>;
export type Change = z.infer<typeof changeSchema>;

/** A Grafana of its own with the provisioned alert rules, which it evaluates each ten seconds instead of each minute. */
export interface GrafanaServer {
  rules(): Promise<SeenRule[]>;
  /** Of all alerts since it started, also what was over before anybody asked. */
  changes(): Promise<Change[]>;
  stop(): Promise<void>;
}

interface GrafanaServerOptions {
  /** Where it is installed. */
  home: string;
  prometheusUrl: string;
  /** Of what takes notifications. */
  receiverUrl: string;
}

export async function startGrafana({ home, prometheusUrl, receiverUrl }: GrafanaServerOptions): Promise<GrafanaServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lens-grafana-'));
  provision(path.join(folder, 'provisioning'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['server', '--homepath', home, '--config', path.join(root, 'observability/grafana/grafana.ini')];
  const child = spawn(path.join(home, 'bin/grafana'), args, {
    stdio: 'ignore',
    env: {
      GF_PATHS_PROVISIONING: path.join(folder, 'provisioning'),
      GF_PATHS_DATA: path.join(folder, 'data'),
      GF_PATHS_LOGS: path.join(folder, 'log'),
      GF_PATHS_PLUGINS: path.join(folder, 'plugins'),
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(port),
      GF_SECURITY_ADMIN_PASSWORD: password,
      LENS_PROMETHEUS_URL: prometheusUrl,
      LENS_ALERT_PAGER_URL: `${receiverUrl}/pager`,
      LENS_ALERT_CHAT_URL: `${receiverUrl}/chat`,
    },
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  const read = async (what: string): Promise<unknown> =>
    (await fetch(`${url}/api/${what}`, { headers: { authorization } })).json();
  const rules = async () =>
    answerSchema.parse(await read('prometheus/grafana/api/v1/rules')).data.groups.flatMap((group) => group.rules);
  const changes = async () => z.array(changeSchema).parse(await read('annotations?type=alert&limit=10000'));
  try {
    await until(rules, (seen) => seen.length > 0, { what: 'Grafana has read its rules' });
  } catch (error) {
    await stop();
    throw error;
  }
  return { rules, changes, stop };
}

/** As it is in this repository, in a hurry. */
function provision(to: string): void {
  for (const part of ['datasources', 'dashboards']) {
    cpSync(path.join(root, 'provisioning', part), path.join(to, part), { recursive: true });
  }
  mkdirSync(path.join(to, 'alerting'));
  for (const file of ['luthien-rules.yaml', 'luthien-contact-points.yaml']) {
    const text = readFileSync(path.join(root, 'provisioning/alerting', file), 'utf8');
    writeFileSync(path.join(to, 'alerting', file), hurried(text));
  }
}

/** Ten seconds are the shortest that Grafana knows. */
function hurried(file: string): string {
  return file
    .replace(/^( *interval): .*$/gm, '$1: 10s')
    .replace(/^( *for): (?!0s).*$/gm, '$1: 10s')
    .replace(/^( *group_wait): .*$/gm, '$1: 1s')
    .replace(/^( *group_interval): .*$/gm, '$1: 10s');
}
