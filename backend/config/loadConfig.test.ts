import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, extendConfig, loadConfig, type ConfigProblem, type LensConfig } from '.';
import type { CheckPolicy } from './references';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lens-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Env = Record<string, string>;

function load(yaml: string | null, env: Env = {}, checkPolicy?: CheckPolicy): LensConfig {
  const file = yaml === null ? null : path.join(folder, 'lens.yaml');
  if (file !== null && yaml !== null) writeFileSync(file, yaml);
  return loadConfig({ file, env, ...(checkPolicy === undefined ? {} : { checkPolicy }) });
}

function problems(yaml: string | null, env: Env = {}, checkPolicy?: CheckPolicy): ConfigProblem[] {
  try {
    load(yaml, env, checkPolicy);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const places = (found: ConfigProblem[]): [string, number | null][] => found.map(({ path: at, line }) => [at, line]);

test('a name that JavaScript keeps for itself is refused, with all that is wrong beside it', () => {
  const yaml = [
    'upstreams:',
    '  __proto__: { api: openai, base_url: "http://x.example" }',
    'policies:',
    '  pii: { use: noop }',
    '  __proto__: { use: noop }',
    'passthrough: maybe',
  ];
  expect(places(problems(yaml.join('\n')))).toEqual([
    ['upstreams.__proto__', 2],
    ['policies.__proto__', 5],
    ['passthrough', 6],
  ]);
});

describe('without a file', () => {
  test('both providers, no policies, listening on loopback', () => {
    const config = load(null);
    expect(Object.keys(config.upstreams)).toEqual(['openai', 'anthropic']);
    expect(config.upstreams['openai']).toMatchObject({
      api: 'openai',
      provider: 'openai',
      baseUrl: 'https://api.openai.com',
      apiKey: null,
    });
    expect(config.upstreams['anthropic']).toMatchObject({
      api: 'anthropic',
      baseUrl: 'https://api.anthropic.com',
      apiKey: null,
    });
    expect(config).toMatchObject({ routes: [], chain: [], passthrough: 'allow' });
    expect(config.server).toEqual({ host: '127.0.0.1', port: 8080, publicUrl: null });
    expect(config.limits.bodyBytes).toBe(32 * 1024 * 1024);
    expect(config.capture).toMatchObject({ mode: 'full', durability: 'process' });
    expect(config.storage).toMatchObject({ dataDir: './data', databaseUrl: null, retentionDays: 30 });
  });

  test('an empty file is no file', () => {
    expect(load('')).toEqual(load(null));
    expect(load('# nothing\n')).toEqual(load(null));
    expect(load('grafana:\n  # url: x\nroutes:\n')).toEqual(load(null));
  });

  test('keys and addresses come from the usual variables; /v1 at their end is the clients', () => {
    const { upstreams } = load(null, {
      OPENAI_API_KEY: ' sk-1 ',
      OPENAI_BASE_URL: 'https://eu.api.openai.com/v1/',
      ANTHROPIC_API_KEY: '',
      ANTHROPIC_BASE_URL: 'http://10.0.0.1:9000/anthropic',
    });
    expect(upstreams['openai']).toMatchObject({ apiKey: 'sk-1', baseUrl: 'https://eu.api.openai.com' });
    expect(upstreams['anthropic']).toMatchObject({ apiKey: null, baseUrl: 'http://10.0.0.1:9000/anthropic' });
  });

  test('every variable is read', () => {
    const config = load(null, {
      LENS_HOST: '0.0.0.0',
      LENS_PORT: '9090',
      LENS_PUBLIC_URL: 'https://lens.example.org/',
      LENS_DATA_DIR: '/var/lib/lens',
      LENS_RETENTION_DAYS: '7',
      DATABASE_URL: 'postgresql://u:p@db/lens',
      GRAFANA_URL: 'http://grafana:3000',
      GRAFANA_TEMPO_UID: 'traces',
      GRAFANA_LOKI_UID: 'logs',
      LENS_PASSTHROUGH: 'refuse',
      LENS_BODY_BYTES: '1',
      LENS_RESPONSE_BYTES: '2',
      LENS_JSON_DEPTH: '3',
      LENS_JSON_VALUES: '4',
      LENS_HEADER_TIME_MS: '5',
      LENS_REQUEST_TIME_MS: '6',
      LENS_STREAM_DURATION_MS: '7',
      LENS_CONCURRENT_CALLS: '8',
      LENS_BODIES_BYTES: '80',
      LENS_HELD_BACK_CHARS: '9',
      LENS_CAPTURE_MODE: 'off',
      LENS_CAPTURE_DURABILITY: 'disk',
      LENS_SPOOL_BYTES: '10',
      LENS_SEGMENT_BYTES: '11',
      LENS_WHEN_FULL: 'drop-oldest',
      LENS_CALL_BYTES: '12',
      LENS_RECORDER_MEMORY_BYTES: '67108864',
      LENS_API_RATE_LIMIT_PER_MINUTE: '13',
    });
    expect(config).toMatchObject({
      passthrough: 'refuse',
      api: { rateLimitPerMinute: 13 },
      server: { host: '0.0.0.0', port: 9090, publicUrl: 'https://lens.example.org' },
      storage: {
        dataDir: '/var/lib/lens',
        databaseUrl: 'postgresql:///lens?user=u&password=p&host=db',
        retentionDays: 7,
      },
      grafana: { url: 'http://grafana:3000', tempoUid: 'traces', lokiUid: 'logs' },
      limits: {
        bodyBytes: 1,
        responseBytes: 2,
        jsonDepth: 3,
        jsonValues: 4,
        headerTimeMs: 5,
        requestTimeMs: 6,
        streamDurationMs: 7,
        concurrentCalls: 8,
        bodiesBytes: 80,
        heldBackChars: 9,
      },
      capture: { mode: 'off', durability: 'disk', spoolBytes: 10, segmentBytes: 11, whenFull: 'drop-oldest' },
    });
    expect(config.capture).toMatchObject({ callBytes: 12, recorderMemoryBytes: 67_108_864 });
  });

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

describe('lens.yaml', () => {
  test('gives upstreams, routes and policies, with defaults for the rest', () => {
    const config = load(
      `
upstreams:
  local: { api: openai, base_url: "http://127.0.0.1:8000/v1", idle_timeout_ms: 5 }
routes:
  - { model: "llama-*", upstream: local, policies: [pii], capture: off }
  - { model: "*", upstream: openai }
policies:
  pii: { use: pii-redaction, on_error: open, options: { mark: "x" } }
chain: [pii]
`,
    );
    expect(config.upstreams['local']).toEqual({
      name: 'local',
      api: 'openai',
      provider: 'local',
      baseUrl: 'http://127.0.0.1:8000',
      apiKey: null,
      connectTimeoutMs: 10_000,
      headersTimeoutMs: 600_000,
      headerBytes: 65_536,
      idleTimeoutMs: 5,
      maxConnections: 1000,
    });
    expect(config.routes).toEqual([
      { model: 'llama-*', upstream: 'local', policies: ['pii'], capture: 'off' },
      { model: '*', upstream: 'openai', policies: null, capture: null },
    ]);
    expect(config.policies['pii']).toMatchObject({
      name: 'pii',
      use: 'pii-redaction',
      onError: 'open',
      timeoutMs: 2000,
      fetchOrigins: [],
      fetchPrivateNetwork: 'refuse',
      options: { mark: 'x' },
    });
    expect(config.chain).toEqual(['pii']);
  });

  test('goes over a built-in upstream field by field, and under the variables', () => {
    const yaml = 'upstreams: { openai: { max_connections: 3 } }\nserver: { port: 1000, host: "::" }\n';
    const config = load(yaml, { OPENAI_API_KEY: 'sk', LENS_PORT: '2000' });
    expect(config.upstreams['openai']).toMatchObject({
      apiKey: 'sk',
      baseUrl: 'https://api.openai.com',
      maxConnections: 3,
    });
    expect(config.server).toMatchObject({ port: 2000, host: '::' });
  });

  test("a built-in's key does not follow to another address", () => {
    const yaml = 'upstreams: { openai: { base_url: "https://elsewhere.example" } }';
    expect(load(yaml, { OPENAI_API_KEY: 'sk' }).upstreams['openai']?.apiKey).toBeNull();
    const named = 'upstreams: { openai: { base_url: "https://elsewhere.example", key_env: OPENAI_API_KEY } }';
    expect(load(named, { OPENAI_API_KEY: 'sk' }).upstreams['openai']?.apiKey).toBe('sk');
  });

  test('names of objects everywhere are only names here', () => {
    const config = load(
      'upstreams: { constructor: { api: openai, base_url: "http://h" } }\nroutes: [{ model: m, upstream: constructor }]',
    );
    expect(config.upstreams['constructor']?.baseUrl).toBe('http://h');
    expect(places(problems('routes: [{ model: m, upstream: toString }]'))).toEqual([['routes.0.upstream', 1]]);
    expect(problems('upstreams: { __proto__: { api: openai, base_url: "http://h" } }')).toHaveLength(1);
    expect({}).not.toHaveProperty('api');
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
      expect(source).toBe(path.join(folder, 'lens.yaml'));
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
    expect(message).toContain(`${path.join(folder, 'lens.yaml')}:2  server.prot: is not a known key. Remove it`);
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
    expect(() => loadConfig({ file: path.join(folder, 'none.yaml'), env: {} })).toThrow(/none\.yaml.*cannot be read/s);
  });
});

describe('additions from code', () => {
  test('come with defaults, their routes first, and leave the rest as it was', () => {
    const config = load('routes: [{ model: "*", upstream: openai }]\nchain: []');
    const extended = extendConfig(config, {
      upstreams: [{ name: 'demo', api: 'openai', baseUrl: 'http://127.0.0.1:9' }],
      routes: [{ model: 'demo-*', upstream: 'demo', policies: ['pii'], capture: null }],
      policies: [{ name: 'pii', use: 'pii-redaction' }],
    });
    expect(extended.upstreams['demo']).toMatchObject({ provider: 'demo', apiKey: null, headersTimeoutMs: 600_000 });
    expect(extended.routes.map(({ model }) => model)).toEqual(['demo-*', '*']);
    expect(extended.policies['pii']).toMatchObject({
      name: 'pii',
      use: 'pii-redaction',
      onError: 'closed',
      timeoutMs: 2000,
      options: {},
    });
    expect(extended.upstreams['openai']).toEqual(config.upstreams['openai']);
    expect(Object.keys(config.upstreams)).toEqual(['openai', 'anthropic']);
  });
});
