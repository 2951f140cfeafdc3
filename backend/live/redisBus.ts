import { Redis } from 'ioredis';
import { codeOf, messageOf } from '../errors';
import type { Log } from '../log';
import { traceRedis } from '../traced';
import type { Bus, BusEvents } from './bus';
import { publishOver } from './redisPublishing';
import { subscribeOver } from './redisSubscription';

/** The channel, behind the prefix of the configuration. */
const channelName = 'luthien:activity';

export interface RedisBusOptions {
  /** `redis:` or `rediss:`, with user and password where they are needed. */
  url: string;
  prefix: string;
  log: Log;
}

/** A server that answers nothing for so long is away. */
const answerMs = 5_000;
const longestRetryMs = 5_000;

/**
 * Messages by Redis' publish and subscribe, in two connections, as a subscribed one can do nothing else. Nothing is kept for a
 * server that is away: what it would be told is counted and left out.
 */
export function createRedisBus({ url, prefix, log }: RedisBusOptions, events: BusEvents): Bus {
  const options = { ...addressOf(url), ...always };
  const publisher = traceRedis(new Redis({ ...options, connectionName: 'luthien-lens-publish' }));
  const subscriber = traceRedis(new Redis({ ...options, connectionName: 'luthien-lens-subscribe' }));
  const publishing = publishOver(publisher, prefix + channelName, failed);
  const subscription = subscribeOver(subscriber, prefix + channelName, { message: events.message, changed, failed });
  let isConnected = false;
  let hasFailed = false;

  function changed(): void {
    const isReady = publisher.status === 'ready' && subscriber.status === 'ready';
    const connected = isReady && subscription.isAsWanted();
    if (connected === isConnected) return;
    isConnected = connected;
    if (!connected) failed(null);
    if (connected && hasFailed) log.info({}, 'Redis is there again: gateways share their live feeds.');
    if (connected) hasFailed = false;
    events.state();
  }

  /** Said once until it is there again, however often it is tried. */
  function failed(error: unknown): void {
    if (!hasFailed)
      log.warn(
        // Without a code it has no words of the system.
        { error: codeOf(error) === '' ? 'the connection was lost' : messageOf(error) },
        'Redis is away: the live feed has the calls of this gateway alone until it is there again.',
      );
    hasFailed = true;
  }

  for (const client of [publisher, subscriber]) client.on('error', failed);
  publisher.on('ready', changed).on('close', changed);

  return {
    publish: publishing.publish,
    listen: () => subscription.begin(),
    stopListening: () => subscription.end(),
    state: () => ({ shared: true, connected: isConnected }),
    stats: publishing.stats,
    close() {
      subscription.close();
      for (const client of [publisher, subscriber]) {
        client.removeAllListeners('close').disconnect();
      }
      return Promise.resolve();
    },
  };
}

const always = {
  // What could not be sent at once is not sent later, and never twice.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  retryStrategy: (times: number) => Math.min(100 * 2 ** Math.min(times, 10), longestRetryMs),
  connectTimeout: answerMs,
  socketTimeout: answerMs,
  // Also understood by servers and proxies that know no other.
  protocol: 2,
  disableClientInfo: true,
} as const;

function addressOf(url: string) {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  const db = pathname.slice(1);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 6379 : Number(port),
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(db !== '' && { db: Number(db) }),
    ...(protocol === 'rediss:' && { tls: { servername: hostname } }),
  };
}
