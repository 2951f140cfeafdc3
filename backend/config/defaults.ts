import type { CaptureConfig, LimitsConfig } from './types';

const MIB = 1024 * 1024;

export const defaultLimits: LimitsConfig = {
  bodyBytes: 32 * MIB,
  bodiesBytes: 1024 * MIB,
  responseBytes: 32 * MIB,
  jsonDepth: 200,
  jsonValues: 1_000_000,
  headerTimeMs: 10_000,
  requestTimeMs: 120_000,
  streamDurationMs: 1_800_000,
  concurrentCalls: 1000,
  heldBackChars: 16_384,
};

export const defaultCapture: CaptureConfig = {
  mode: 'full',
  durability: 'process',
  spoolBytes: 1024 * MIB,
  segmentBytes: 32 * MIB,
  whenFull: 'drop-new',
  callBytes: 128 * MIB,
  recorderMemoryBytes: 1024 * MIB,
};

/** Below this not even Node itself has room. */
export const leastRecorderMemory = 64 * MIB;

/** Some 24 days: a timer set for longer fires at once. */
export const longestMs = 2_147_483_647;

/** A hundred years: still a date, counted back from today. */
export const longestRetentionDays = 36_500;

export const defaultApi = { rateLimitPerMinute: 1200 };

export const defaultServer = { host: '127.0.0.1', port: 8080, publicUrl: null };

export const defaultStorage = { dataDir: './data', databaseUrl: null, retentionDays: 30 };

/** Headers may take as long as the official clients wait (600 s); reasoning models may be silent for minutes in a stream. */
export const defaultUpstream = {
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 600_000,
  idleTimeoutMs: 300_000,
  maxConnections: 1000,
};

export const defaultPolicy = { onError: 'closed', timeoutMs: 2000 } as const;

export const builtInUpstreams = [
  {
    name: 'openai',
    api: 'openai',
    baseUrl: 'https://api.openai.com',
    baseUrlEnv: 'OPENAI_BASE_URL',
    keyEnv: 'OPENAI_API_KEY',
  },
  {
    name: 'anthropic',
    api: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    baseUrlEnv: 'ANTHROPIC_BASE_URL',
    keyEnv: 'ANTHROPIC_API_KEY',
  },
] as const;
