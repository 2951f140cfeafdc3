import type { ConfigProblem } from './configError';
import { longestMs } from './defaults';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that the product reads, in the order of `.env.example`. Paths and tokens among them are read where they are used. */
export const environmentVariables = [
  'LENS_CONFIG',
  'LENS_HOST',
  'LENS_PORT',
  'LENS_PUBLIC_URL',
  'LENS_DATA_DIR',
  'LENS_RETENTION_DAYS',
  'DATABASE_URL',
  'GRAFANA_URL',
  'LENS_GATEWAY_TOKEN',
  'LENS_API_TOKEN',
  'LENS_API_TOKENS',
  'LENS_API_RATE_LIMIT_PER_MINUTE',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_BASE_URL',
  'LENS_PASSTHROUGH',
  'LENS_BODY_BYTES',
  'LENS_BODIES_BYTES',
  'LENS_RESPONSE_BYTES',
  'LENS_JSON_DEPTH',
  'LENS_JSON_VALUES',
  'LENS_HEADER_TIME_MS',
  'LENS_REQUEST_TIME_MS',
  'LENS_STREAM_DURATION_MS',
  'LENS_CONCURRENT_CALLS',
  'LENS_HELD_BACK_CHARS',
  'LENS_CAPTURE_MODE',
  'LENS_CAPTURE_DURABILITY',
  'LENS_SPOOL_BYTES',
  'LENS_SEGMENT_BYTES',
  'LENS_WHEN_FULL',
  'LENS_CALL_BYTES',
  'LENS_RECORDER_MEMORY_BYTES',
] as const;

type EnvironmentVariable = (typeof environmentVariables)[number];

/** Reads variables by name and type. An empty one counts as unset, as shells and `.env` files leave them. */
export interface EnvironmentReader {
  text(name: EnvironmentVariable): string | undefined;
  /** From 1, or from `least`, to `most`. */
  positive(name: EnvironmentVariable, bounds?: { least?: number; most?: number }): number | undefined;
  milliseconds(name: EnvironmentVariable): number | undefined;
  port(name: EnvironmentVariable): number | undefined;
  choice<T extends string>(name: EnvironmentVariable, choices: readonly T[]): T | undefined;
}

export function readEnvironment(env: Environment, problems: ConfigProblem[]): EnvironmentReader {
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const report = (name: string, message: string, remedy: string): void => {
    problems.push(environmentProblem(name, message, remedy));
  };
  const integer = (name: string, min: number, max: number): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    const parsed = /^\d+$/.test(value) ? Number(value) : NaN;
    if (parsed >= min && parsed <= max) return parsed;
    report(name, `is ${JSON.stringify(value)}.`, `Give a whole number from ${min} to ${max}, or unset it.`);
    return undefined;
  };
  return {
    text,
    positive: (name, { least = 1, most = Number.MAX_SAFE_INTEGER } = {}) => integer(name, least, most),
    milliseconds: (name) => integer(name, 1, longestMs),
    port: (name) => integer(name, 0, 65_535),
    choice: (name, choices) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const found = choices.find((choice) => choice === value);
      if (found === undefined) {
        report(name, `is ${JSON.stringify(value)}.`, `Give one of ${choices.join(', ')}, or unset it.`);
      }
      return found;
    },
  };
}

export function environmentProblem(name: string, message: string, remedy: string): ConfigProblem {
  return { source: 'environment', line: null, path: name, message, remedy };
}
