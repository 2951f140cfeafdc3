import { createHmac } from 'node:crypto';
import type { LensConfig, TelemetryOfProgram } from '../config';

const lostEndGraceMs = 600_000;

/** What of the configuration the recorder's process works by. The key is the data folder's own. */
export function recorderSettings(config: LensConfig, version: string, digestKey: string) {
  const { capture, ingest, sampling, storage, telemetry, upstreams } = config;
  return {
    ownServer: storage.databaseUrl === null,
    kept: storage.bodiesInSql,
    transcriptsBytes: storage.transcriptsBytes,
    transcriptKey: createHmac('sha256', digestKey).update('transcripts').digest('hex'),
    traceSpans: ingest.traceSpans,
    callBytes: capture.callBytes,
    openCallMs: longestCallMs(config),
    sampling,
    telemetry: { ...telemetry, version, servers: serversOf(upstreams) },
  };
}

/** A call of which nothing is heard for longer than any call may take, and some: its end was lost. */
function longestCallMs({ limits, upstreams }: LensConfig): number {
  const headersMs = Math.max(...Object.values(upstreams).map(({ headersTimeoutMs }) => headersTimeoutMs));
  return limits.streamDurationMs + headersMs + lostEndGraceMs;
}

/** Where upstreams are, as spans name it. */
function serversOf(upstreams: LensConfig['upstreams']): TelemetryOfProgram['servers'] {
  const servers = Object.values(upstreams).map(({ name, baseUrl }): [string, { address: string; port: number }] => {
    const { hostname, port, protocol } = new URL(baseUrl);
    const standard = protocol === 'https:' ? 443 : 80;
    return [name, { address: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? standard : Number(port) }];
  });
  return Object.fromEntries(servers);
}
