import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { validatePolicy } from '../policies';
import { environmentVariables, loadConfig } from '.';
import { fileSchema, upstreamSchema } from './fileSchema';

const root = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const checkPolicy = (use: string, options: Record<string, unknown>): string | null =>
  validatePolicy({ use, options }).join(' ') || null;

describe('lens.example.yaml', () => {
  const text = read('lens.example.yaml');

  test('is a sound configuration', () => {
    const config = loadConfig({ file: path.join(root, 'lens.example.yaml'), env: {}, checkPolicy });
    expect(config.chain).toEqual(['pii', 'house-style']);
  });

  test('shows the defaults', () => {
    const config = loadConfig({ file: path.join(root, 'lens.example.yaml'), env: {} });
    const defaults = loadConfig({ file: null, env: {} });
    const { server, api, limits, capture, storage, passthrough, grafana } = config;
    expect({ server, api, limits, capture, storage, passthrough, grafana }).toEqual({
      server: defaults.server,
      api: defaults.api,
      limits: defaults.limits,
      capture: defaults.capture,
      storage: defaults.storage,
      passthrough: defaults.passthrough,
      grafana: defaults.grafana,
    });
    expect(config.upstreams['openai']).toEqual(defaults.upstreams['openai']);
  });

  test('has every key, commented out or not', () => {
    const sections = ['server', 'api', 'limits', 'capture', 'storage', 'grafana'] as const;
    const keys = [
      ...Object.keys(fileSchema.shape),
      ...sections.flatMap((section) => Object.keys(fileSchema.shape[section].unwrap().shape)),
      ...Object.keys(upstreamSchema.shape),
    ];
    expect(keys.filter((key) => !new RegExp(`^[ #-]*${key}:`, 'm').test(text))).toEqual([]);
    expect(Object.keys(parse(text) as object)).toEqual(Object.keys(fileSchema.shape));
  });
});

describe('.env.example', () => {
  const lines = read('.env.example')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));

  test('has every variable the code reads, in the same order, and no other', () => {
    expect(lines.map((line) => line.split('=')[0])).toEqual([...environmentVariables]);
  });

  test('shows the defaults', () => {
    const env: Record<string, string> = Object.fromEntries(
      lines.map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(loadConfig({ file: null, env })).toEqual(loadConfig({ file: null, env: {} }));
  });
});

describe('docs/configuration.md', () => {
  const text = read('docs/configuration.md');

  test('explains every variable and every key', () => {
    const { server, api, limits, capture, storage, grafana } = fileSchema.shape;
    const sections = { server, api, limits, capture, storage, grafana };
    const keys = Object.entries(sections).flatMap(([section, schema]) =>
      Object.keys(schema.unwrap().shape).map((key) => `${section}.${key}`),
    );
    const plain = ['upstreams', 'routes', 'policies', 'chain', 'passthrough', ...Object.keys(upstreamSchema.shape)];
    const missing = [...environmentVariables, ...keys, ...plain].filter((name) => !text.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});
