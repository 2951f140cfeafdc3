import { readFileSync } from 'node:fs';
import { messageOf } from '../errors';
import { ConfigError, type ConfigProblem } from './configError';
import { readEnvironment, type Environment, type ReadVariable } from './environment';
import { readFile, type ReadFile } from './readFile';
import { checkReferences, type CheckPolicy } from './references';
import { policyLimits } from './settings/policies';
import { valuesOf, type Fields, type ValuesOf } from './settings/setting';
import { entries, plain, sections } from './settings/table';
import type { LensConfig, PolicyConfig, Sections } from './types';
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
  const readVariable = readEnvironment(env, problems);
  const config: LensConfig = {
    ...readSettings(plain, file.content, readVariable),
    ...readSections(file, readVariable),
    upstreams: buildUpstreams(file, env, readVariable, problems),
    routes: (file.content.routes ?? []).map((entry) => valuesOf(entries.routes, entry)),
    policies: buildPolicies(file),
    prices: (file.content.prices ?? []).map((entry) => valuesOf(entries.prices, entry)),
  };
  problems.push(
    ...checkReferences(config, file, checkPolicy),
    ...checkLoops(config, file),
    ...checkTraceSource(config, file),
  );
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

function readSections({ content }: ReadFile, readVariable: ReadVariable): Sections {
  const values = Object.entries<Fields>(sections).map(([name, fields]) => [
    name,
    readSettings(fields, content[name as keyof typeof sections], readVariable),
  ]);
  return Object.fromEntries(values) as Sections;
}

/** The variable over the file, the file over the default. */
function readSettings<F extends Fields>(
  fields: F,
  written: Readonly<Record<string, unknown>> = {},
  readVariable: ReadVariable,
): ValuesOf<F> {
  const given = Object.entries(fields).map(([key, { variable, kind }]): [string, unknown] => {
    const fromVariable = variable === undefined ? undefined : readVariable(variable, kind);
    return [key, fromVariable ?? written[key]];
  });
  return valuesOf(fields, Object.fromEntries<unknown>(given));
}

function buildPolicies(file: ReadFile): Record<string, PolicyConfig> {
  const policies = Object.create(null) as Record<string, PolicyConfig>;
  for (const [name, { use, options = {}, ...limits }] of Object.entries(file.content.policies ?? {})) {
    policies[name] = { ...valuesOf(policyLimits, limits), name, use, options };
  }
  return policies;
}

/** A source of traces that is asked for needs its address. */
function checkTraceSource({ traces, grafana }: LensConfig, file: ReadFile): ConfigProblem[] {
  const needed = {
    tempo: [traces.tempoUrl, 'TEMPO_URL'],
    grafana: [grafana.url, 'GRAFANA_URL'],
    record: ['', ''],
  } as const;
  const [url, variable] = needed[traces.source ?? 'record'];
  if (url !== null) return [];
  const remedy = `Set ${variable}, or leave the source out.`;
  return [file.problem(['traces', 'source'], `is ${String(traces.source)}, whose address is not known.`, remedy)];
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
