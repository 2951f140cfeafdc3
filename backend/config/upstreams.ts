import type { Api } from '@lens/core/formats';
import { environmentProblem, variableText, type Environment, type ReadVariable } from './environment';
import type { ConfigProblem } from './configError';
import type { UpstreamEntry } from './fileSchema';
import type { ReadFile } from './readFile';
import { valuesOf } from './settings/setting';
import { upstream, upstreamLimits } from './settings/upstreams';
import { builtInUpstreams } from './settings/variables';
import type { UpstreamConfig } from './types';

type Upstreams = Record<string, UpstreamConfig>;

/** `openai` and `anthropic` from the environment, then what the file says about them field by field, then the file's own. */
export function buildUpstreams(
  file: ReadFile,
  env: Environment,
  readVariable: ReadVariable,
  problems: ConfigProblem[],
): Upstreams {
  const upstreams: Upstreams = Object.create(null) as Upstreams;
  for (const builtIn of builtInUpstreams) {
    upstreams[builtIn.name] = {
      ...valuesOf(upstreamLimits),
      name: builtIn.name,
      api: builtIn.api,
      provider: builtIn.name,
      baseUrl: readVariable(builtIn.baseUrlEnv, upstream.base_url.kind) ?? builtIn.baseUrl,
      apiKey: headerSafe(variableText(env, builtIn.keyEnv) ?? null, environmentKey(builtIn.keyEnv, problems)),
    };
  }
  for (const [name, entry] of Object.entries(file.content.upstreams ?? {})) {
    const base = upstreams[name];
    const api = entry.api ?? base?.api;
    const baseUrl = entry.base_url ?? base?.baseUrl;
    for (const [key, value] of Object.entries({ api, base_url: baseUrl })) {
      if (value !== undefined || file.isBroken(['upstreams', name, key])) continue;
      problems.push(file.problem(['upstreams', name], `has no ${key}.`, `Add ${key} to this upstream.`));
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
    ...valuesOf(upstreamLimits, entry),
    name,
    api: base.api,
    provider: entry.provider ?? base.provider ?? name,
    baseUrl: base.baseUrl,
    // A key belongs to the host it was given for: another base URL in the file does not inherit the built-in's key.
    apiKey: apiKey ?? (ownHost ? null : (base.apiKey ?? null)),
  };
}

function fileKey(
  file: ReadFile,
  env: Environment,
  name: string,
  entry: UpstreamEntry,
  problems: ConfigProblem[],
): string | null | undefined {
  if (entry.key_env === undefined) return undefined;
  const value = variableText(env, entry.key_env);
  const path = ['upstreams', name, 'key_env'];
  if (value !== undefined) {
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
