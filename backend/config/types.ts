import type { Api } from '@lens/core/formats';

/** The validated configuration: defaults filled in, every reference checked, units in the names. */
export interface LensConfig {
  upstreams: Record<string, UpstreamConfig>;
  /** First match wins; the built-in last routes send each API to the upstream of the same name. */
  routes: RouteConfig[];
  policies: Record<string, PolicyConfig>;
  /** Names of `policies`, in order, for routes that name none of their own. */
  chain: string[];
  /** Paths below `/v1/` beside the two main routes: policies do not see them. */
  passthrough: 'allow' | 'refuse';
  limits: LimitsConfig;
  capture: CaptureConfig;
  server: { host: string; port: number; publicUrl: string | null };
  /** The query API: how often one token or sign-in may ask. */
  api: { rateLimitPerMinute: number };
  storage: { dataDir: string; databaseUrl: string | null; retentionDays: number };
  grafana: { url: string | null };
}

export interface UpstreamConfig {
  name: string;
  api: Api;
  provider: string;
  /** Scheme, host, port and an optional path that goes before `/v1/…`. */
  baseUrl: string;
  /** A key of its own: used only for callers with the gateway token. Null: callers bring their own. */
  apiKey: string | null;
  connectTimeoutMs: number;
  /** Until the response's headers. */
  headersTimeoutMs: number;
  /** Between two chunks of the response. */
  idleTimeoutMs: number;
  maxConnections: number;
}

export interface RouteConfig {
  /** `*` matches any run of characters. */
  model: string;
  upstream: string;
  policies: string[] | null;
}

export interface PolicyConfig {
  name: string;
  /** Which policy: a name of the registry, never a path. */
  use: string;
  onError: 'closed' | 'open';
  timeoutMs: number;
  /** Checked by the policy's own schema. */
  options: Record<string, unknown>;
}

export interface LimitsConfig {
  /** Request body, as sent and after decompression. */
  bodyBytes: number;
  /** Request bodies of all calls in flight together, as sent and decompressed. */
  bodiesBytes: number;
  /** Whole (not streamed) response. */
  responseBytes: number;
  jsonDepth: number;
  /** Values (objects, arrays, members, elements) in a JSON body: bounds the memory that parsing it takes. */
  jsonValues: number;
  /** Time a client has to send its headers. */
  headerTimeMs: number;
  /** Time a client has to send its whole request. */
  requestTimeMs: number;
  streamDurationMs: number;
  concurrentCalls: number;
  /** Text a stream policy may hold back per channel before it is let go with an event. */
  heldBackChars: number;
}

export interface CaptureConfig {
  mode: 'full' | 'off';
  durability: 'memory' | 'process' | 'disk';
  /** All segments together; beyond it the policy `whenFull` applies and what is lost is counted. */
  spoolBytes: number;
  segmentBytes: number;
  whenFull: 'drop-new' | 'drop-oldest';
  /** All bodies of a call together, with what each policy made of them; a larger one is stored in part. */
  callBytes: number;
  /** What the recorder's objects may take; beyond it it is started again. */
  recorderMemoryBytes: number;
}
