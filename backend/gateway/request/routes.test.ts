import { extendConfig, loadConfig } from '../../config';
import { openUpstream } from '../provider/upstreams';
import { chainOf } from '../../policies';
import { createRoutes, type FindRoute } from './routes';

const made: string[][] = [];

function routesFor(
  models: [model: string, upstream: string, policies: string[] | null][],
  chain: string[] = [],
): FindRoute {
  const config = extendConfig(loadConfig({ file: null, env: {} }), {
    upstreams: [
      { name: 'local', api: 'openai', baseUrl: 'http://127.0.0.1:9/prefix' },
      { name: 'other', api: 'anthropic', baseUrl: 'http://127.0.0.1:9' },
    ],
    routes: models.map(([model, upstream, policies]) => ({ model, upstream, policies, capture: null })),
    policies: [],
  });
  const upstreams = new Map(Object.values(config.upstreams).map((entry) => [entry.name, openUpstream(entry)]));
  return createRoutes({ ...config, chain }, upstreams, (names) => {
    made.push([...names]);
    return chainOf(names.map((name) => ({ policy: { name }, onError: 'closed', timeoutMs: 1000 })));
  });
}

const upstreamOf = (
  find: FindRoute,
  model: string | null,
  api: 'openai' | 'anthropic' = 'openai',
): string | undefined => find(api, model).route?.upstream.name;

describe('routes', () => {
  test('the first that matches wins', () => {
    const find = routesFor([
      ['gpt-5', 'openai', null],
      ['gpt-*', 'local', null],
    ]);
    expect(upstreamOf(find, 'gpt-5')).toBe('openai');
    expect(upstreamOf(find, 'gpt-5-mini')).toBe('local');
  });

  test.each([
    ['*', 'anything', true],
    ['gpt-*', 'gpt-', true],
    ['gpt-*', 'xgpt-5', false],
    ['*-mini', 'gpt-5-mini', true],
    ['*-mini', 'gpt-5-mini-2', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['gpt.5', 'gptx5', false],
    ['**', 'x', true],
  ])('pattern %s and model %s: %s', (pattern, model, matches) => {
    expect(upstreamOf(routesFor([[pattern, 'local', null]]), model)).toBe(matches ? 'local' : 'openai');
  });

  test('without a match or a model each API goes to the upstream of its name', () => {
    const find = routesFor([['gpt-*', 'local', null]]);
    expect(upstreamOf(find, 'o9')).toBe('openai');
    expect(upstreamOf(find, null)).toBe('openai');
    expect(upstreamOf(find, 'claude-opus-5', 'anthropic')).toBe('anthropic');
  });

  test('a model of another API is refused with what to do', () => {
    const { refusal } = routesFor([['claude-*', 'other', null]])('openai', 'claude-opus-5');
    expect(refusal).toMatchObject({ status: 400, code: 'api_mismatch' });
    expect(refusal?.message).toContain('/v1/messages');
  });

  test('a chain is made once for each list; a route with an empty list has none', () => {
    made.length = 0;
    const find = routesFor(
      [
        ['a', 'local', ['p', 'q']],
        ['b', 'local', ['p', 'q']],
        ['c', 'local', []],
      ],
      ['p'],
    );
    expect(find('openai', 'a').route?.chain?.names).toEqual(['p', 'q']);
    expect(find('openai', 'b').route?.chain).toBe(find('openai', 'a').route?.chain);
    expect(find('openai', 'c').route?.chain).toBeNull();
    expect(find('openai', 'x').route?.chain?.names).toEqual(['p']);
    expect(made).toEqual([['p', 'q'], ['p']]);
  });
});
