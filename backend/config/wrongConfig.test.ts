import { ConfigError, loadConfig } from '.';
import { places, problems, yamlFile } from './testing/loadYaml';

describe('what is wrong in variables', () => {
  test('a recorder without the memory to start is refused, wherever that stands', () => {
    expect(problems(null, { LENS_RECORDER_MEMORY_BYTES: '1000' })).toHaveLength(1);
    expect(problems('capture:\n  recorder_memory_bytes: 1000\n')).toMatchObject([
      { line: 2, path: 'capture.recorder_memory_bytes' },
    ]);
  });

  test.each([
    ['LENS_STREAM_DURATION_MS', '2147483648'],
    ['LENS_RETENTION_DAYS', '36501'],
    ['DATABASE_URL', 'postgresql://user:pass%ZZword@::/lens'],
  ])('%s=%s is refused at the start, not found out later', (name, value) => {
    const found = problems(null, { [name]: value });
    expect(found).toMatchObject([{ path: name }]);
    expect(found[0]?.message).not.toContain('word');
  });

  test('what is wrong in variables is told with the name and what to give, all at once', () => {
    const found = problems(null, {
      LENS_PORT: '70000',
      LENS_BODY_BYTES: '32MB',
      LENS_JSON_DEPTH: '0',
      LENS_CAPTURE_DURABILITY: 'forever',
      OPENAI_BASE_URL: 'ftp://example.org',
      ANTHROPIC_BASE_URL: 'https://user:secret@example.org',
      GRAFANA_URL: 'grafana',
      DATABASE_URL: 'mysql://x',
    });
    expect(found.map(({ path: name }) => name).sort()).toEqual([
      'ANTHROPIC_BASE_URL',
      'DATABASE_URL',
      'GRAFANA_URL',
      'LENS_BODY_BYTES',
      'LENS_CAPTURE_DURABILITY',
      'LENS_JSON_DEPTH',
      'LENS_PORT',
      'OPENAI_BASE_URL',
    ]);
    expect(found.every(({ source, remedy }) => source === 'environment' && remedy !== '')).toBe(true);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

describe('what is wrong in lens.yaml is told with file, line, path and remedy', () => {
  test.each<[string, string, [string, number | null][]]>([
    ['an unknown key', 'server:\n  prot: 1\n', [['server.prot', 2]]],
    ['an unknown section', 'chain: []\nserverr: {}\n', [['serverr', 2]]],
    ['a wrong type', 'limits:\n  body_bytes: much\n', [['limits.body_bytes', 2]]],
    ['zero', 'limits:\n\n  json_depth: 0\n', [['limits.json_depth', 3]]],
    ['a fraction', 'limits: { header_time_ms: 1.5 }', [['limits.header_time_ms', 1]]],
    ['a word that is none of the choices', 'capture:\n  mode: fulll\n', [['capture.mode', 2]]],
    ['an upstream without an address', 'upstreams:\n  x:\n    api: openai\n', [['upstreams.x', 2]]],
    ['an upstream without an API', 'upstreams:\n  x:\n    base_url: http://h\n', [['upstreams.x', 2]]],
    [
      'an address that is none',
      'upstreams:\n  openai:\n    base_url: localhost:80\n',
      [['upstreams.openai.base_url', 3]],
    ],
    [
      'an address with credentials',
      'upstreams: { openai: { base_url: "https://a:b@h" } }',
      [['upstreams.openai.base_url', 1]],
    ],
    [
      'an address with a query',
      'upstreams: { openai: { base_url: "https://h?x=1" } }',
      [['upstreams.openai.base_url', 1]],
    ],
    [
      'a key variable that is not set',
      'upstreams:\n  openai:\n    key_env: NO_SUCH_KEY\n',
      [['upstreams.openai.key_env', 3]],
    ],
    [
      'a route to nowhere',
      'routes:\n  - model: a\n    upstream: openai\n  - model: b\n    upstream: nowhere\n',
      [['routes.1.upstream', 5]],
    ],
    ['a route without a model', 'routes:\n  - upstream: openai\n', [['routes.0.model', 2]]],
    ['a policy that does not exist, in the chain', 'chain:\n  - nobody\n', [['chain.0', 2]]],
    [
      'a policy that does not exist, in a route',
      'routes:\n  - { model: a, upstream: openai, policies: [nobody] }\n',
      [['routes.0.policies.0', 2]],
    ],
    ['a policy without a kind', 'policies:\n  p: {}\n', [['policies.p.use', 2]]],
    ['a name with a space', 'policies:\n  "a b": { use: noop }\n', [['policies.a b', 2]]],
    [
      'its own address as a provider',
      'upstreams:\n  openai:\n    base_url: http://localhost:8080/v1\n',
      [['upstreams.openai.base_url', 3]],
    ],
    ['a time that no timer takes', 'limits:\n  stream_duration_ms: 2147483648\n', [['limits.stream_duration_ms', 2]]],
    [
      'policies whose servers are no servers',
      'policies: { a: { use: noop, fetch_origins: ["https://host/path"] }, b: { use: noop, fetch_origins: [host] } }',
      [
        ['policies.a.fetch_origins', 1],
        ['policies.b.fetch_origins', 1],
      ],
    ],
    [
      'a time that no timer takes, of an upstream',
      'upstreams: { openai: { headers_timeout_ms: 9e12 } }',
      [['upstreams.openai.headers_timeout_ms', 1]],
    ],
    ['days beyond all dates', 'storage: { retention_days: 36501 }', [['storage.retention_days', 1]]],
    ['a host that is none', 'server: { host: "a\\0b" }', [['server.host', 1]]],
    ['a tag that nothing reads', 'server:\n  host: !secret lens\n', [['(file)', 2]]],
    ['an alias to nowhere', 'chain: *policies\n', [['(file)', null]]],
    [
      'aliases that would fill the memory',
      `a: &a [x, x]\n${'bcdefghijk'.replace(/./g, (name, at: number) => `${name}: &${name} [${`*${String.fromCharCode(97 + at)},`.repeat(9)}]\n`)}`,
      [['(file)', null]],
    ],
    ['a list instead of sections', '- a\n- b\n', [['(file)', null]]],
    ['broken YAML', 'server:\n  host: [\n', [['(file)', 3]]],
    ['a key twice', 'chain: []\nchain: []\n', [['(file)', 2]]],
  ])('%s', (_what, yaml, expected) => {
    const found = problems(yaml);
    expect(places(found)).toEqual(expected);
    for (const { source, message, remedy } of found) {
      expect(source).toBe(yamlFile);
      expect(message).not.toBe('');
      expect(remedy).not.toBe('');
    }
  });

  test('a key that no header can hold, without repeating it', () => {
    const named = problems('upstreams: { openai: { key_env: A_KEY } }', { A_KEY: 'sk-\ncanary' });
    expect(places(named)).toEqual([['upstreams.openai.key_env', 1]]);
    const builtIn = problems(null, { OPENAI_API_KEY: 'sk-cänary' });
    expect(places(builtIn)).toEqual([['OPENAI_API_KEY', null]]);
    expect(JSON.stringify([...named, ...builtIn])).not.toMatch(/c.nary/);
  });

  test('options that a policy refuses, in its words', () => {
    const yaml = 'policies:\n  p:\n    use: pii-redaction\n    options: { pattern: x }\n';
    const found = problems(yaml, {}, (use, options) => `${use} does not know ${Object.keys(options).join()}.`);
    expect(found).toMatchObject([{ path: 'policies.p', line: 2, message: 'pii-redaction does not know pattern.' }]);
  });

  test('everything at once, also across sections of which one is broken', () => {
    const found = problems('server:\n  prot: 1\nchain: [nobody]\nupstreams:\n  openai:\n    key_env: NONE\n', {
      LENS_PORT: 'x',
    });
    expect(found.map(({ path: at }) => at).sort()).toEqual([
      'LENS_PORT',
      'chain.0',
      'server.prot',
      'upstreams.openai.key_env',
    ]);
    const message = new ConfigError(found).message;
    expect(message).toContain('4 problems');
    expect(message).toContain(`${yamlFile}:2  server.prot: is not a known key. Remove it`);
  });

  test('what is, and what to give instead', () => {
    const yaml = ['limits:', '  body_bytes: much', '  json_depth:', 'policies:', '  p: {}', 'capture: { mode: fulll }'];
    const told = problems(yaml.join('\n'), { LENS_PORT: '70000' });
    expect(told.map(({ path: at, message, remedy }) => `${at} ${message} ${remedy}`)).toEqual([
      'limits.body_bytes is "much". Give a whole number of 1 or more.',
      'limits.json_depth is empty. Give a whole number of 1 or more.',
      'capture.mode is "fulll". Give one of full, masked, metadata, off.',
      'policies.p.use is missing. Add it; docs/configuration.md says what it is.',
      'LENS_PORT is 70000. Give a whole number from 0 to 65535, or unset it.',
    ]);
  });

  test('what else an entry with a broken key lacks', () => {
    const yaml = 'upstreams:\n  x: { bse_url: "http://h", key_env: NONE, connect_timeout_ms: soon, api: openai }\n';
    expect(problems(yaml).map(({ path: at }) => at)).toEqual([
      'upstreams.x.connect_timeout_ms',
      'upstreams.x.bse_url',
      'upstreams.x',
    ]);
  });

  test('a section that is broken is not also said to lack what it names', () => {
    expect(places(problems('policies:\n  p: { use: 1 }\nchain: [p]\n'))).toEqual([['policies.p.use', 2]]);
  });

  test('a file that is not there', () => {
    expect(() => loadConfig({ file: `${yamlFile}.none.yaml`, env: {} })).toThrow(/none\.yaml.*cannot be read/s);
  });
});
