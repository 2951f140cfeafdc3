import {
  activityGapSchema,
  activityMessageSchema,
  activityStateSchema,
  isLogRecord,
  type ActivityMessage,
} from '@lens/core/api';
import { createSseDecoder } from '@lens/core/formats';
import { apiToken, startLens, type Lens } from '../support/lens';
import { hasRedis, startRedis, type TestRedis } from '../support/redis';
import { until } from '../support/until';

/** The live feed of gateways that share a Redis, as the product runs it. */

const channel = 'staging:luthien:activity';
/** Nobody is there: what happens to a call does not need an answer. */
const config = 'upstreams: { openai: { base_url: http://127.0.0.1:1 } }';
const kinds = ['call.began', 'call.ended', 'call.stored'];
let redis: TestRedis;
let gateways: Lens[];

(hasRedis ? describe : describe.skip)('two gateways and a Redis', () => {
  beforeAll(async () => {
    redis = await startRedis();
    const env = { REDIS_URL: redis.url, LENS_REDIS_PREFIX: 'staging:' };
    gateways = await Promise.all([startLens({ config, env }), startLens({ config, env })]);
  });

  afterAll(async () => {
    for (const feed of feeds) feed.close();
    for (const gateway of gateways) {
      await gateway.stop();
      gateway.remove();
    }
    await redis.remove();
  });

  test('whoever follows at one sees the calls of both, each message once, as they are on the channel', async () => {
    const [first, second] = gateways as [Lens, Lens];
    const onChannel = await redis.listen(channel);
    const followed = [await follow(first), await follow(second)];
    const ids = [await call(first), await call(second), await call(second)];
    for (const feed of followed) {
      await feed.until(() => ids.every((id) => feed.typesOf(id).includes('call.stored')));
      for (const id of ids) expect(feed.typesOf(id)).toEqual(kinds);
      expect(feed.gaps).toEqual([]);
      expect(feed.states).toEqual([{ shared: true, connected: true }]);
      expect(JSON.stringify(feed.messages)).not.toMatch(/hunter2|alice/);
    }
    for (const id of ids) {
      const sent = (type: string) => onChannel.heard().split(`"call_id":"${id}","event_type":"${type}`).length - 1;
      expect(sent('call.')).toBe(kinds.length);
      await until(
        () => sent('luthien.pipeline'),
        (records) => records === 3,
        { what: 'its records are on the channel' },
      );
    }
    expect(onChannel.heard()).not.toMatch(/hunter2|alice/);
    onChannel.close();
  });

  test('Redis dies and comes back: calls go on, each gateway shows its own, the feed goes on and says that some may be missing', async () => {
    const [first, second] = gateways as [Lens, Lens];
    const [feed, elsewhere] = [await follow(first), await follow(second)];
    await redis.kill();
    await feed.until(() => feed.states.at(-1)?.connected === false);
    const [own, others] = [await call(first), await call(second)];
    await feed.until(() => feed.typesOf(own).includes('call.stored'));
    await elsewhere.until(() => elsewhere.typesOf(others).includes('call.stored'));
    await redis.start();
    await feed.until(() => feed.states.at(-1)?.connected === true);
    expect(feed.gaps[0]).toEqual({ reason: 'redis_away', missed: null });
    await elsewhere.until(() => elsewhere.states.at(-1)?.connected === true);
    const later = await call(second);
    await feed.until(() => feed.typesOf(later).includes('call.stored'));
    expect(feed.typesOf(own)).toEqual(kinds);
    expect(feed.typesOf(others)).toEqual([]);
    expect(feed.gaps.some(({ reason, missed }) => reason === 'lost' && (missed ?? 0) >= kinds.length)).toBe(true);
    for (const { output } of gateways) {
      expect(output().split('Redis is away')).toHaveLength(2);
      expect(output()).not.toContain('p/a#s');
    }
  });

  test('a Redis that answers nothing is away, and calls go on', async () => {
    const [first] = gateways as [Lens];
    const feed = await follow(first);
    process.kill(redis.pid(), 'SIGSTOP');
    try {
      const id = await call(first);
      await feed.until(() => feed.states.at(-1)?.connected === false && feed.typesOf(id).includes('call.stored'));
      expect(feed.typesOf(id)).toEqual(kinds);
    } finally {
      process.kill(redis.pid(), 'SIGCONT');
    }
    await feed.until(() => feed.states.at(-1)?.connected === true);
  });
});

interface Feed {
  messages: ActivityMessage[];
  gaps: ReturnType<typeof activityGapSchema.parse>[];
  states: ReturnType<typeof activityStateSchema.parse>[];
  /** Of what is told of a call as it happens; its records come beside that. */
  typesOf(callId: string): string[];
  until(isSeen: () => boolean): Promise<void>;
  close(): void;
}

const feeds: Feed[] = [];

async function follow(gateway: Lens): Promise<Feed> {
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${apiToken}` };
  const response = await fetch(`${gateway.url}/api/v1/activity`, { headers, signal: abort.signal });
  expect(response.status).toBe(200);
  const feed: Feed = {
    messages: [],
    gaps: [],
    states: [],
    typesOf: (callId) =>
      feed.messages
        .filter((message) => message.call_id === callId && !isLogRecord(message))
        .map(({ event_type: type }) => type),
    async until(isSeen) {
      await until(isSeen, Boolean, { what: 'the feed has it' });
    },
    close: () => abort.abort(),
  };
  feeds.push(feed);
  void read(response, feed).catch(() => undefined);
  await feed.until(() => feed.states.length > 0);
  return feed;
}

async function read(response: Response, feed: Feed): Promise<void> {
  const decoder = createSseDecoder();
  for await (const bytes of response.body ?? []) {
    for (const { event, data } of decoder.push(bytes)) {
      if (data === '') continue;
      const value: unknown = JSON.parse(data);
      if (event === 'gap') feed.gaps.push(activityGapSchema.parse(value));
      else if (event === 'state') feed.states.push(activityStateSchema.parse(value));
      else feed.messages.push(activityMessageSchema.parse(value));
    }
  }
}

/** A call to a provider that is not there; its id. */
async function call({ url }: Lens): Promise<string> {
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-5', user: 'alice', messages: [{ role: 'user', content: 'hunter2' }] }),
  });
  await answer.text();
  return answer.headers.get('x-luthien-call-id') ?? '';
}
