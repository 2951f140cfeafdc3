import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { validatePolicy } from '../../policies';
import { loadConfig } from '..';
import { fileSchema } from '../fileSchema';
import { entries, plain, sections } from '../settings/table';
import { variables } from '../settings/variables';
import type { Fields } from '../settings/setting';
import { documents } from '.';
import { tablesMissingIn } from './markdown';

const root = path.resolve(__dirname, '../../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const checkPolicy = (use: string, options: Record<string, unknown>): string | null =>
  validatePolicy({ use, options }).join(' ') || null;

const settings: [string, Fields][] = [...Object.entries<Fields>(sections), ['', plain]];
const knownVariables = new Set([
  ...settings.flatMap(([, fields]) => Object.values(fields).flatMap(({ variable }) => variable ?? [])),
  ...Object.values(variables).flatMap((group) => Object.keys(group.variables)),
]);

test.each(documents)('$file says what the settings are (else: npm run docs)', ({ file, renew }) => {
  const text = read(file);
  expect(renew(text)).toBe(text);
});

test('docs/configuration.md has a table of every section', () => {
  expect(tablesMissingIn(read('docs/configuration.md'))).toEqual([]);
});

describe('lens.example.yaml', () => {
  const text = read('lens.example.yaml');
  const config = loadConfig({ file: path.join(root, 'lens.example.yaml'), env: {}, checkPolicy });

  test('is a sound configuration that shows the defaults', () => {
    const defaults = loadConfig({ file: null, env: {} });
    const { policies, routes, upstreams, chain, prices } = config;
    expect(chain).toEqual(['pii', 'house-style']);
    expect(config).toEqual({ ...defaults, policies, routes, upstreams, chain, prices });
    expect(upstreams['openai']).toEqual(defaults.upstreams['openai']);
  });

  test('has every key, commented out or not, and no other', () => {
    const keys = [...Object.values(sections), ...Object.values(entries)].flatMap((fields: Fields) =>
      Object.keys(fields).filter((key) => fields[key]?.notInFile !== true),
    );
    expect(keys.filter((key) => !new RegExp(`^[ #-]*${key}:`, 'm').test(text))).toEqual([]);
    const commentedOut = [...text.matchAll(/^ *# ?([a-z_]+):/gm)].map(([, key]) => key);
    expect(commentedOut.filter((key) => !keys.includes(key ?? ''))).toEqual([]);
    expect(Object.keys(parse(text) as object).sort()).toEqual(Object.keys(fileSchema.shape).sort());
  });
});

describe('.env.example', () => {
  const lines = read('.env.example')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));

  test('has every variable once', () => {
    expect(lines.map((line) => line.split('=')[0]).sort()).toEqual([...knownVariables].sort());
  });

  test('shows the defaults', () => {
    const env = Object.fromEntries(
      lines.map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(loadConfig({ file: null, env })).toEqual(loadConfig({ file: null, env: {} }));
  });
});

describe('no page names a setting that is gone', () => {
  const pages = globSync(['*.md', 'docs/**/*.md', 'bench/**/*.md'], { cwd: root });
  const keys = settings.flatMap(([section, fields]) => Object.keys(fields).map((key) => `${section}.${key}`));
  // Events about a recording have the word of that section too.
  const withKeys = Object.keys(sections).filter((section) => section !== 'capture');
  // OpenTelemetry has attributes of such names.
  const attributes = new Set(['server.address']);
  const keyOfSection = new RegExp(`\`((?:${withKeys.join('|')})\\.[a-z_]+)\``, 'g');

  test.each(pages)('%s', (page) => {
    const text = read(page);
    const named = [...text.matchAll(/\bLENS_[A-Z_]+[A-Z]\b/g)].map(([name]) => name);
    expect(named.filter((name) => !knownVariables.has(name))).toEqual([]);
    const namedKeys = [...text.matchAll(keyOfSection)].map(([, key]) => key ?? '');
    expect(namedKeys.filter((key) => !keys.includes(key) && !attributes.has(key))).toEqual([]);
  });
});
