import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { LensConfig } from '../config';
import { entryOf, type Entry } from './entry';
import { LokiError } from './lokiError';

export type LokiConfig = LensConfig['loki'] & { url: string };

export interface LokiClient {
  /** How often Loki had no room for the streams of a push. */
  readonly limitsHit: { loki_streams: number };
  /** Rejects with {@link LokiError}. */
  push(lines: readonly string[], signal: AbortSignal): Promise<void>;
}

const compress = promisify(gzip);
/** Loki's own limit is 4 MB a push, before compression. */
const pushBytes = 1024 * 1024;

/** Speaks Loki's push API (JSON, gzip). */
export function createLokiClient(config: LokiConfig): LokiClient {
  const url = `${config.url.replace(/\/+$/, '')}/loki/api/v1/push`;
  const headers = headersOf(config);
  const limitsHit = { loki_streams: 0 };

  async function send(entries: readonly Entry[], signal: AbortSignal): Promise<void> {
    const body = await compress(JSON.stringify({ streams: streamsOf(entries) }));
    const response = await post(url, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
      signal,
      redirect: 'error',
    });
    const isFull = response.status === 429 && streamsAreTooMany.test(await beginningOf(response));
    await response.body?.cancel();
    if (isFull) {
      limitsHit.loki_streams += 1;
      throw new LokiError('loki_streams', tooMany[config.traceId]);
    }
    if (!response.ok) throw refusal(response.status);
  }

  return {
    limitsHit,
    async push(lines, signal) {
      const entries = lines.map((line) => entryOf(line, config.traceId));
      for (const batch of batchesOf(entries)) await send(batch, signal);
    },
  };
}

function headersOf({ tenant, username, password, token }: LokiConfig): Record<string, string> {
  const basic = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
  return {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    ...(tenant !== null && { 'x-scope-orgid': tenant }),
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(token === null && username !== null && { authorization: `Basic ${basic}` }),
  };
}

async function post(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new LokiError('loki_away', 'Loki can’t be reached.', error);
  }
}

/** As Loki says it, in words that may quote labels: they are looked at, and not passed on. */
const streamsAreTooMany = /stream limit exceeded/i;
const tooMany = {
  label:
    'Loki has as many streams as it may have: with the trace id as a label each call is some. Set loki.trace_id to metadata, sample fewer calls, or raise max_global_streams_per_user in Loki.',
  metadata: 'Loki has as many streams as it may have: raise max_global_streams_per_user in Loki.',
} as const;

async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return Buffer.from(value ?? []).toString('utf8', 0, 1024);
}

/** Lines that Loki can't take, however often they are sent, are given up; anything else may pass. */
function refusal(status: number): LokiError {
  const isRefused = status === 400 || status === 413 || status === 422;
  return new LokiError(isRefused ? 'loki_refused' : 'loki_away', `Loki answered with status ${status}.`);
}

interface LokiStream {
  stream: Entry['labels'];
  values: ([string, string] | [string, string, Entry['metadata']])[];
}

function streamsOf(entries: readonly Entry[]): LokiStream[] {
  const streams = new Map<string, LokiStream>();
  for (const { labels, timestamp, line, metadata } of entries) {
    const key = JSON.stringify(labels);
    const stream = streams.get(key) ?? { stream: labels, values: [] };
    streams.set(key, stream);
    stream.values.push(Object.keys(metadata).length === 0 ? [timestamp, line] : [timestamp, line, metadata]);
  }
  return [...streams.values()];
}

function* batchesOf(entries: readonly Entry[]): Iterable<Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    batch.push(entry);
    bytes += entry.line.length;
    if (bytes < pushBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
