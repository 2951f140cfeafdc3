import { spawn } from 'node:child_process';
import { metricDefinitions } from '../../backend/telemetry/metrics/definitions';
import { allCalls } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { startPrometheus } from '../support/prometheus';
import { until } from '../support/until';

/** What Prometheus sees of the running product, with a token that may see nothing else. */

const token = 'metrics-token-0123456789abcdef0123';
const { LENS_PROMTOOL: promtool = '', LENS_PROMETHEUS: prometheus = '' } = process.env;
const whenPromtool = promtool === '' ? test.skip : test;
const whenPrometheus = prometheus === '' ? test.skip : test;
/** The demo's models have prices, and its requests are valid. */
const withoutOccasion = ['luthien_price_unknown_total', 'validation_errors_total'];
const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
let lens: Lens;

beforeAll(async () => {
  lens = await startLens({
    args: [],
    env: { LENS_API_TOKENS: `prometheus:metrics:${token}`, LENS_ARCHIVE_DIR: 'archive' },
  });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

async function scrape(accept = 'text/plain'): Promise<string> {
  const answer = await fetch(`${lens.url}/metrics`, { headers: { authorization: `Bearer ${token}`, accept } });
  expect(answer.status).toBe(200);
  return answer.text();
}

function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? NaN);
}

/** Of all series of a metric, or of those with that label. */
function sumOf(text: string, name: string, label = ''): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(label));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

test('every metric has a value once the recorder has reported', async () => {
  const expected = Object.keys(metricDefinitions)
    .filter((name) => process.platform === 'linux' || name !== 'process_open_fds')
    .filter((name) => !withoutOccasion.includes(name));
  const without = (text: string) => expected.filter((name) => !new RegExp(`^${name}(_count)?[{ ]`, 'm').test(text));
  const text = await until(scrape, (candidate) => without(candidate).length === 0, {
    what: 'every metric has a value',
  });
  expect(without(text)).toEqual([]);
});

test('the recorder’s figures are those of the database', async () => {
  const recorded = 'luthien_recorder_recorded_calls_total';
  const { text } = await until(
    async () => ({ text: await scrape(), stored: (await allCalls(lens)).length }),
    ({ text: candidate, stored }) => stored >= 12 && valueOf(candidate, recorded) === stored,
    { what: 'the demo’s calls are counted' },
  );
  expect(valueOf(text, 'luthien_calls_not_recorded_total')).toBe(0);
  expect(valueOf(text, 'luthien_sink_failing{sink="postgres"}')).toBe(0);
  expect(valueOf(text, 'luthien_spool_state{state="writing"}')).toBe(1);
});

test('what was in the calls is counted once they are stored', async () => {
  const calls = await allCalls(lens);
  const text = await until(scrape, (candidate) => sumOf(candidate, 'luthien_stored_calls_total') >= calls.length, {
    what: 'the demo’s calls are told',
  });
  expect(sumOf(text, 'luthien_stored_calls_total')).toBe(calls.length);
  const tokens = calls.reduce((sum, { usage }) => sum + (usage.inputTokens ?? 0), 0);
  expect(sumOf(text, 'gen_ai_client_inference_usage_input_tokens_total')).toBe(tokens);
  const changed = calls.filter(({ response }) => response.changed).length;
  expect(sumOf(text, 'luthien_changed_calls_total', 'direction="response"')).toBeGreaterThanOrEqual(changed);
  expect(changed).toBeGreaterThan(0);
});

test('calls are counted and timed as they end', async () => {
  const text = await scrape();
  const calls = valueOf(text, 'api_requests_total{endpoint="/v1/messages",status="200"}');
  expect(calls).toBeGreaterThan(0);
  const provided = 'gen_ai_client_inference_duration_seconds_count';
  expect(sumOf(text, provided, 'gen_ai_operation_name="chat",gen_ai_provider_name="demo"')).toBeGreaterThan(0);
  expect(await scrape('application/openmetrics-text')).toMatch(/# \{trace_id="[0-9a-f]{32}"\} [\d.]+ [\d.]+$/m);
});

test('a limit that was hit is counted under its name', async () => {
  const body = `${'['.repeat(300)}${']'.repeat(300)}`;
  await fetch(`${lens.url}/v1/chat/completions`, { method: 'POST', headers, body });
  const text = await scrape();
  expect(valueOf(text, 'luthien_limits_hit_total{limit="json_too_deep"}')).toBe(1);
  expect(valueOf(text, 'validation_errors_total{error_type="json_too_deep"}')).toBe(1);
});

test('the token sees metrics and nothing else', async () => {
  const answer = await fetch(`${lens.url}/api/v1/calls`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(403);
});

whenPromtool('promtool finds nothing to complain about', async () => {
  const child = spawn(promtool, ['check', 'metrics'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdin.end(await scrape());
  expect([await ended, said]).toEqual([0, '']);
});

whenPrometheus('a Prometheus with the token reads all of it as OpenMetrics', async () => {
  const running = await startPrometheus({ program: prometheus, host: new URL(lens.url).host, token });
  try {
    expect(await running.targets()).toEqual([expect.objectContaining({ health: 'up', lastError: '' })]);
    expect(await running.query('luthien_spool_max_bytes')).toMatchObject([
      { value: [expect.any(Number), expect.stringMatching(/^[1-9]/)] },
    ]);
  } finally {
    await running.stop();
  }
});
