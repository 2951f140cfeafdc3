import { storedCalls } from './sendCalls.mjs';

/** What is looked for: `look` gives null when it is there, else what is missing. */
export function checks(places, { calls, storedBefore }, { heard }) {
  const { urls } = places;
  const traced = calls.filter(({ traceId }) => traceId !== null);
  return [
    ...calls.map((call) => ({
      what: `${call.what} is on record, with its bodies and events (${call.callId})`,
      look: () => stored(places, call),
      remedy: 'See luthien_recorder_lag_seconds and luthien_sink_failing of /metrics: the database may be away.',
    })),
    {
      what: 'the metrics count them',
      look: async () => {
        const counted = (await storedCalls(places)) - storedBefore;
        return counted >= calls.length ? null : `luthien_stored_calls_total rose by ${counted} of ${calls.length}`;
      },
      remedy: 'Another process may answer at this address than the one that took the calls.',
    },
    {
      what: 'the live feed tells of them',
      look: async () => heard.problem ?? notIn(heard.feed, calls),
      remedy: 'See docs/live.md; a proxy between may hold the stream back.',
    },
    urls.TEMPO_URL && {
      what: 'Tempo has their spans',
      look: () => all(traced, (call) => inTempo(urls.TEMPO_URL, call)),
      remedy: 'Is OTEL_ENDPOINT set for the gateway? See luthien_sink_failing{sink="traces_…"} and docs/traces.md.',
    },
    urls.LOKI_URL && {
      what: 'Loki has their records',
      look: () => all(traced, (call) => inLoki(urls.LOKI_URL, call)),
      remedy: 'Is LOKI_URL set for the gateway, or does a collector read its output? See docs/logs.md.',
    },
    urls.PROMETHEUS_URL && {
      what: 'Prometheus scrapes the gateway',
      look: () => inPrometheus(urls.PROMETHEUS_URL, places),
      remedy: 'Give it a job with a token of the scope `metrics`; see docs/metrics.md.',
    },
    urls.REDIS_URL && {
      what: 'Redis is told of them',
      look: async () => heard.redisProblem ?? notIn(heard.redis, calls),
      remedy: 'Is REDIS_URL set for the gateway, with the same LENS_REDIS_PREFIX? See docs/live.md.',
    },
  ].filter(Boolean);
}

async function stored({ api }, { callId }) {
  const { call } = JSON.parse(await api(`/api/v1/calls/${callId}`));
  if (call.status !== 'complete') return `its status is ${call.status}${call.errorType ? ` (${call.errorType})` : ''}`;
  JSON.parse(await api(`/api/v1/calls/${callId}/events`));
  if (call.captureMode === 'metadata') return null;
  const { request, response } = JSON.parse(await api(`/api/v1/calls/${callId}/diff`));
  const missing = [!request.final && 'request', !response.final && 'response'].filter(Boolean);
  return missing.length === 0 ? null : `it has no ${missing.join(' and no ')}`;
}

function notIn(text, calls) {
  const missing = calls.filter(({ callId }) => !text.includes(callId));
  return missing.length === 0 ? null : `nothing of ${missing.map(({ what }) => what).join(' and ')}`;
}

/** The first thing that is wrong. */
async function all(calls, look) {
  for (const call of calls) {
    const problem = await look(call);
    if (problem !== null) return problem;
  }
  return null;
}

async function inTempo(url, { what, callId, traceId }) {
  const answer = await fetch(`${url}/api/v2/traces/${traceId}`, { headers: { accept: 'application/json' } });
  if (answer.status === 404) return `it has no trace ${traceId}, of ${what}`;
  if (!answer.ok) return `it answers ${answer.status}`;
  return (await answer.text()).includes(callId) ? null : `no span of the trace ${traceId} names ${what}`;
}

async function inLoki(url, { what, callId, traceId }) {
  const query = encodeURIComponent(`{app="luthien-gateway"} |= "${callId}"`);
  const answer = await fetch(`${url}/loki/api/v1/query_range?limit=1&since=1h&query=${query}`);
  if (!answer.ok) return `it answers ${answer.status}`;
  const { data } = await answer.json();
  return data.result.length > 0 ? null : `it has no line of ${what} (trace ${traceId})`;
}

/** This very process, by when it started: others may be scraped, too. */
async function inPrometheus(url, { api }) {
  const metric = 'process_start_time_seconds';
  const own = Number((await api('/metrics')).match(new RegExp(`^${metric} (\\S+)`, 'm'))?.[1]);
  const answer = await fetch(`${url}/api/v1/query?query=${metric}`);
  if (!answer.ok) return `it answers ${answer.status}`;
  const { data } = await answer.json();
  const found = data.result.some(({ value }) => Math.abs(Number(value[1]) - own) < 0.01);
  return found ? null : `none of the ${data.result.length} processes it scrapes is this gateway`;
}
