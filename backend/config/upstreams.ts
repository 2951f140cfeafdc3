import type { Api } from '@lens/core/formats';
import { checkUrl, normaliseBaseUrl } from './checkUrl';
import { environmentProblem, type Environment, type EnvironmentReader } from './environment';
import { builtInUpstreams, defaultUpstream } from './defaults';
import type { ConfigProblem } from './configError';
import type { UpstreamEntry } from './fileSchema';
import type { ReadFile } from './readFile';
import type { UpstreamConfig } from './types';

type Upstreams = Record<string, UpstreamConfig>;

/** `openai` and `anthropic` from the environment, then what the file says about them field by field, then the file's own. */
export function buildUpstreams(
  file: ReadFile,
  env: Environment,
  reader: EnvironmentReader,
  problems: ConfigProblem[],
): Upstreams {
  const upstreams: Upstreams = Object.create(null) as Upstreams;
  for (const builtIn of builtInUpstreams) {
    upstreams[builtIn.name] = {
      ...defaultUpstream,
      name: builtIn.name,
      api: builtIn.api,
      provider: builtIn.name,
      baseUrl: environmentUrl(reader, builtIn.baseUrlEnv, problems) ?? builtIn.baseUrl,
      apiKey: headerSafe(reader.text(builtIn.keyEnv) ?? null, environmentKey(builtIn.keyEnv, problems)),
    };
  }
  for (const [name, entry] of Object.entries(file.content.upstreams ?? {})) {
    const base = upstreams[name];
    const api = entry.api ?? base?.api;
    const baseUrl = fileUrl(file, name, entry, problems) ?? base?.baseUrl;
    for (const [key, value] of [
      ['api', api],
      ['base_url', baseUrl],
    ] as const) {
      if (value === undefined && entry[key] === undefined) {
        problems.push(file.problem(['upstreams', name], `has no ${key}.`, `Add ${key} to this upstream.`));
      }
    }
    if (api === undefined || baseUrl === undefined) continue;
    upstreams[name] = fromEntry(name, entry, { ...base, api, baseUrl }, fileKey(file, env, name, entry, problems));
  }
  return upstreams;
}

type Base = Partial<UpstreamConfig> & { api: Api; baseUrl: string };

function fromEntry(name: string, entry: UpstreamEntry, base: Base, apiKey: string | null | undefined): UpstreamConfig {
  const ownHost = entry.base_url !== undefined;
  return {
    name,
    api: base.api,
    provider: entry.provider ?? base.provider ?? name,
    baseUrl: base.baseUrl,
    // A key belongs to the host it was given for: another base URL in the file does not inherit the built-in's key.
    apiKey: apiKey ?? (ownHost ? null : (base.apiKey ?? null)),
    connectTimeoutMs: entry.connect_timeout_ms ?? defaultUpstream.connectTimeoutMs,
    headersTimeoutMs: entry.headers_timeout_ms ?? defaultUpstream.headersTimeoutMs,
    idleTimeoutMs: entry.idle_timeout_ms ?? defaultUpstream.idleTimeoutMs,
    maxConnections: entry.max_connections ?? defaultUpstream.maxConnections,
  };
}

function environmentUrl(
  reader: EnvironmentReader,
  name: (typeof builtInUpstreams)[number]['baseUrlEnv'],
  problems: ConfigProblem[],
): string | undefined {
  const value = reader.text(name);
  if (value === undefined) return undefined;
  const wrong = checkUrl(value);
  if (wrong === null) return normaliseBaseUrl(value);
  problems.push(environmentProblem(name, wrong.message, wrong.remedy));
  return undefined;
}

function fileUrl(file: ReadFile, name: string, entry: UpstreamEntry, problems: ConfigProblem[]): string | undefined {
  if (entry.base_url === undefined) return undefined;
  const wrong = checkUrl(entry.base_url);
  if (wrong === null) return normaliseBaseUrl(entry.base_url);
  problems.push(file.problem(['upstreams', name, 'base_url'], wrong.message, wrong.remedy));
  return undefined;
}

function fileKey(
  file: ReadFile,
  env: Environment,
  name: string,
  entry: UpstreamEntry,
  problems: ConfigProblem[],
): string | null | undefined {
  if (entry.key_env === undefined) return undefined;
  const value = env[entry.key_env]?.trim() ?? '';
  const path = ['upstreams', name, 'key_env'];
  if (value !== '') {
    const report = (message: string, remedy: string): void => {
      problems.push(file.problem(path, `names the variable ${String(entry.key_env)}, which ${message}`, remedy));
    };
    return headerSafe(value, report);
  }
  const remedy = 'Set it, or remove key_env so that callers bring their own key.';
  problems.push(file.problem(path, `names the variable ${entry.key_env}, which is not set.`, remedy));
  return null;
}

type Report = (message: string, remedy: string) => void;

function environmentKey(name: string, problems: ConfigProblem[]): Report {
  return (message, remedy) => problems.push(environmentProblem(name, message, remedy));
}

/** The key if a header can hold it: otherwise every call that uses it would fail, one by one. */
function headerSafe(key: string | null, report: Report): string | null {
  if (key === null || /^[!-~]+$/.test(key)) return key;
  report('holds characters that no key has.', 'Copy the key again: one line of ASCII without spaces.');
  return null;
}
