/** Follows the live feed, and Redis where it is named, from before the calls are sent. */
export async function followFeed({ url, token, urls, redisPrefix }) {
  const stop = new AbortController();
  const heard = { feed: '', redis: '', problem: null };
  const redis = urls.REDIS_URL ? await followRedis(urls.REDIS_URL, `${redisPrefix}luthien:activity`, heard) : null;
  try {
    const answer = await fetch(`${url}/api/v1/activity`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    });
    if (!answer.ok) heard.problem = `it is answered ${answer.status}`;
    else void read(answer.body, heard);
  } catch (error) {
    heard.problem = error.cause?.message ?? error.message;
  }
  return {
    heard,
    close() {
      stop.abort();
      redis?.disconnect();
    },
  };
}

async function read(body, heard) {
  const decoder = new TextDecoder();
  try {
    for await (const bytes of body) heard.feed += decoder.decode(bytes, { stream: true });
  } catch {
    // It is over when all has been looked at.
  }
}

async function followRedis(url, channel, heard) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  redis.on('message', (_channel, message) => (heard.redis += message));
  await redis
    .connect()
    .then(() => redis.subscribe(channel))
    .catch((error) => (heard.redisProblem = error.message));
  return redis;
}
