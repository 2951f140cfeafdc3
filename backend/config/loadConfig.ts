import { readFileSync } from 'node:fs';
import { messageOf } from '../errors';
import { ConfigError, type ConfigProblem } from './configError';
import { checkUrl } from './checkUrl';
import {
  defaultApi,
  defaultCapture,
  defaultLimits,
  defaultPolicy,
  defaultServer,
  defaultStorage,
  leastRecorderMemory,
  longestRetentionDays,
} from './defaults';
import { environmentProblem, readEnvironment, type Environment, type EnvironmentReader } from './environment';
import { checkReferences, type CheckPolicy } from './references';
import { readFile, type ReadFile } from './readFile';
import type { CaptureConfig, LensConfig, LimitsConfig, PolicyConfig } from './types';
import { buildUpstreams } from './upstreams';

export interface ConfigSources {
  /** Path of `lens.yaml`; null to go without. */
  file: string | null;
  env: Environment;
  /** Left out where the policies' options do not matter, as in tests of other parts. */
  checkPolicy?: CheckPolicy;
}

/**
 * The configuration of this process: the file, then variables over it, then defaults for the rest.
 *
 * @throws {ConfigError} with every problem at once: file, line, path and remedy.
 */
export function loadConfig({ file: path, env, checkPolicy = () => null }: ConfigSources): LensConfig {
  const file = path === null ? readFile('lens.yaml', '') : openFile(path);
  const problems: ConfigProblem[] = [...file.problems];
  const reader = readEnvironment(env, problems);
  const config: LensConfig = {
    upstreams: buildUpstreams(file, env, reader, problems),
    routes: (file.content.routes ?? []).map(({ model, upstream, policies }) => ({
      model,
      upstream,
      policies: policies ?? null,
    })),
    policies: buildPolicies(file),
    chain: file.content.chain ?? [],
    passthrough: reader.choice('LENS_PASSTHROUGH', ['allow', 'refuse']) ?? file.content.passthrough ?? 'allow',
    limits: buildLimits(file, reader),
    capture: buildCapture(file, reader),
    server: buildServer(file, reader, problems),
    api: {
      rateLimitPerMinute:
        reader.positive('LENS_API_RATE_LIMIT_PER_MINUTE') ??
        file.content.api?.rate_limit_per_minute ??
        defaultApi.rateLimitPerMinute,
    },
    storage: {
      dataDir: reader.text('LENS_DATA_DIR') ?? file.content.storage?.data_dir ?? defaultStorage.dataDir,
      databaseUrl: databaseUrl(reader, problems),
      retentionDays:
        reader.positive('LENS_RETENTION_DAYS', { most: longestRetentionDays }) ??
        file.content.storage?.retention_days ??
        defaultStorage.retentionDays,
    },
    grafana: { url: otherUrl(file, reader, problems, 'GRAFANA_URL', ['grafana', 'url']) },
  };
  problems.push(...checkReferences(config, file, checkPolicy), ...checkLoops(config, file));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function openFile(path: string): ReadFile {
  try {
    return readFile(path, readFileSync(path, 'utf8'));
  } catch (error) {
    const message = `cannot be read: ${messageOf(error)}.`;
    const remedy = 'Check the path and its permissions, or start without a file.';
    throw new ConfigError([{ source: path, line: null, path: '(file)', message, remedy }], error);
  }
}

function buildPolicies(file: ReadFile): Record<string, PolicyConfig> {
  const policies = Object.create(null) as Record<string, PolicyConfig>;
  for (const [name, entry] of Object.entries(file.content.policies ?? {})) {
    policies[name] = {
      name,
      use: entry.use,
      onError: entry.on_error ?? defaultPolicy.onError,
      timeoutMs: entry.timeout_ms ?? defaultPolicy.timeoutMs,
      options: entry.options ?? {},
    };
  }
  return policies;
}

function buildLimits(file: ReadFile, env: EnvironmentReader): LimitsConfig {
  const limits = file.content.limits ?? {};
  return {
    ...buildBodyLimits(file, env),
    headerTimeMs: env.milliseconds('LENS_HEADER_TIME_MS') ?? limits.header_time_ms ?? defaultLimits.headerTimeMs,
    requestTimeMs: env.milliseconds('LENS_REQUEST_TIME_MS') ?? limits.request_time_ms ?? defaultLimits.requestTimeMs,
    streamDurationMs:
      env.milliseconds('LENS_STREAM_DURATION_MS') ?? limits.stream_duration_ms ?? defaultLimits.streamDurationMs,
    concurrentCalls: env.positive('LENS_CONCURRENT_CALLS') ?? limits.concurrent_calls ?? defaultLimits.concurrentCalls,
    heldBackChars: env.positive('LENS_HELD_BACK_CHARS') ?? limits.held_back_chars ?? defaultLimits.heldBackChars,
  };
}

type BodyLimits = Pick<LimitsConfig, 'bodyBytes' | 'bodiesBytes' | 'responseBytes' | 'jsonDepth' | 'jsonValues'>;

function buildBodyLimits({ content: { limits = {} } }: ReadFile, env: EnvironmentReader): BodyLimits {
  return {
    bodyBytes: env.positive('LENS_BODY_BYTES') ?? limits.body_bytes ?? defaultLimits.bodyBytes,
    bodiesBytes: env.positive('LENS_BODIES_BYTES') ?? limits.bodies_bytes ?? defaultLimits.bodiesBytes,
    responseBytes: env.positive('LENS_RESPONSE_BYTES') ?? limits.response_bytes ?? defaultLimits.responseBytes,
    jsonDepth: env.positive('LENS_JSON_DEPTH') ?? limits.json_depth ?? defaultLimits.jsonDepth,
    jsonValues: env.positive('LENS_JSON_VALUES') ?? limits.json_values ?? defaultLimits.jsonValues,
  };
}

function buildCapture({ content: { capture = {} } }: ReadFile, env: EnvironmentReader): CaptureConfig {
  return {
    mode: env.choice('LENS_CAPTURE_MODE', ['full', 'off']) ?? capture.mode ?? defaultCapture.mode,
    durability:
      env.choice('LENS_CAPTURE_DURABILITY', ['memory', 'process', 'disk']) ??
      capture.durability ??
      defaultCapture.durability,
    spoolBytes: env.positive('LENS_SPOOL_BYTES') ?? capture.spool_bytes ?? defaultCapture.spoolBytes,
    segmentBytes: env.positive('LENS_SEGMENT_BYTES') ?? capture.segment_bytes ?? defaultCapture.segmentBytes,
    whenFull: env.choice('LENS_WHEN_FULL', ['drop-new', 'drop-oldest']) ?? capture.when_full ?? defaultCapture.whenFull,
    callBytes: env.positive('LENS_CALL_BYTES') ?? capture.call_bytes ?? defaultCapture.callBytes,
    recorderMemoryBytes:
      env.positive('LENS_RECORDER_MEMORY_BYTES', { least: leastRecorderMemory }) ??
      capture.recorder_memory_bytes ??
      defaultCapture.recorderMemoryBytes,
  };
}

function buildServer(file: ReadFile, env: EnvironmentReader, problems: ConfigProblem[]): LensConfig['server'] {
  return {
    host: env.text('LENS_HOST') ?? file.content.server?.host ?? defaultServer.host,
    port: env.port('LENS_PORT') ?? file.content.server?.port ?? defaultServer.port,
    publicUrl: otherUrl(file, env, problems, 'LENS_PUBLIC_URL', ['server', 'public_url']),
  };
}

/** A URL that a variable or else the file gives, without its trailing slash. */
function otherUrl(
  file: ReadFile,
  env: EnvironmentReader,
  problems: ConfigProblem[],
  variable: 'GRAFANA_URL' | 'LENS_PUBLIC_URL',
  path: readonly string[],
): string | null {
  const fromFile = variable === 'GRAFANA_URL' ? file.content.grafana?.url : file.content.server?.public_url;
  const fromEnv = env.text(variable);
  const value = fromEnv ?? fromFile;
  if (value === undefined) return null;
  const wrong = checkUrl(value);
  if (wrong === null) return value.replace(/\/+$/, '');
  problems.push(
    fromEnv === undefined
      ? file.problem(path, wrong.message, wrong.remedy)
      : environmentProblem(variable, wrong.message, wrong.remedy),
  );
  return null;
}

function databaseUrl(env: EnvironmentReader, problems: ConfigProblem[]): string | null {
  const value = env.text('DATABASE_URL') ?? null;
  if (value === null || (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value))) return value;
  const remedy = 'Write it as postgresql://user:password@host:5432/database, or unset it for the embedded database.';
  problems.push(environmentProblem('DATABASE_URL', 'is not a PostgreSQL address.', remedy));
  return null;
}

/** `OPENAI_BASE_URL` is often set for the clients on the same machine: then it names this very gateway. */
function checkLoops(config: LensConfig, file: ReadFile): ConfigProblem[] {
  const local = new Set(['localhost', '127.0.0.1', '[::1]', config.server.host]);
  return Object.values(config.upstreams).flatMap(({ name, baseUrl }) => {
    const url = new URL(baseUrl);
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    if (port !== config.server.port || !local.has(url.hostname)) return [];
    const remedy = `Set the provider's own address: base_url in lens.yaml, or the variable ${name.toUpperCase()}_BASE_URL.`;
    return [file.problem(['upstreams', name, 'base_url'], 'points at this gateway itself.', remedy)];
  });
}
