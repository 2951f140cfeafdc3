import { Pool } from 'undici';
import type { Api } from '@lens/core/formats';
import type { UpstreamConfig } from '../../config';

/** A provider's address with its connections. */
export interface Upstream {
  readonly name: string;
  readonly api: Api;
  readonly provider: string;
  readonly apiKey: string | null;
  readonly pool: Pool;
  /** Goes before `/v1/…`. */
  readonly pathPrefix: string;
  readonly headersTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly maxConnections: number;
  /** Calls that wait for this provider now. */
  active: number;
}

export function openUpstream(config: UpstreamConfig): Upstream {
  const url = new URL(config.baseUrl);
  return {
    name: config.name,
    api: config.api,
    provider: config.provider,
    apiKey: config.apiKey,
    pool: new Pool(url.origin, {
      connections: config.maxConnections,
      pipelining: 1,
      maxHeaderSize: config.headerBytes,
      connectTimeout: config.connectTimeoutMs,
      // One connection a call: with HTTP/2 the timeouts and the end of one call would be those of a shared connection.
      allowH2: false,
    }),
    pathPrefix: url.pathname.replace(/\/+$/, ''),
    headersTimeoutMs: config.headersTimeoutMs,
    idleTimeoutMs: config.idleTimeoutMs,
    maxConnections: config.maxConnections,
    active: 0,
  };
}
