import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, loadConfig, type ConfigProblem, type LensConfig } from '..';
import type { CheckPolicy } from '../references';

/** The file that is read. */
export const yamlFile = path.join(tmpdir(), `lens-${randomUUID()}.yaml`);

type Env = Record<string, string>;

/** The configuration that a file with this text gives; null is no file. */
export function load(yaml: string | null, env: Env = {}, checkPolicy?: CheckPolicy): LensConfig {
  const given = { env, ...(checkPolicy === undefined ? {} : { checkPolicy }) };
  if (yaml === null) return loadConfig({ file: null, ...given });
  writeFileSync(yamlFile, yaml);
  try {
    return loadConfig({ file: yamlFile, ...given });
  } finally {
    rmSync(yamlFile);
  }
}

/** What is wrong with it. */
export function problems(yaml: string | null, env: Env = {}, checkPolicy?: CheckPolicy): ConfigProblem[] {
  try {
    load(yaml, env, checkPolicy);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** Where it is wrong. */
export const places = (found: ConfigProblem[]): [string, number | null][] =>
  found.map(({ path: at, line }) => [at, line]);
