import { bytes, flag, integer, redisUrl, text } from './kinds';
import { setting } from './setting';

const MIB = 1024 * 1024;

export const live = {
  redis_url: setting(redisUrl, {
    variable: 'REDIS_URL',
    notInFile: true,
    default: null,
    words:
      'A Redis over which gateways share their [live feeds](live.md#several-gateways), as `redis://user:password@host:6379` or `rediss://…` with TLS. Without it the feed has the calls of this gateway',
    note: 'a Redis over which gateways share their live feeds',
  }),
  redis_prefix: setting(text(/^[\x21-\x7e]{1,100}$/, '100 characters at most, without spaces'), {
    variable: 'LENS_REDIS_PREFIX',
    default: null,
    words: 'Stands before the name of the channel, `luthien:activity`, where others use the same Redis',
    note: 'before the name of the channel',
    example: 'staging:',
  }),
  records: setting(flag, {
    variable: 'LENS_LIVE_RECORDS',
    default: true,
    words:
      'The [records](logs.md#records) of sampled calls are messages, too: some five a call, which the page shows when asked for them',
  }),
  history_messages: setting(integer({ least: 1000 }), {
    variable: 'LENS_LIVE_HISTORY_MESSAGES',
    default: 10_000,
    words:
      'So many messages are kept in memory for readers who come back, or read slowly. Who was away for longer is told that some are missing; who is slower is cut off, and counted',
  }),
  history_bytes: setting(bytes({ least: MIB }), {
    variable: 'LENS_LIVE_HISTORY_BYTES',
    default: 8 * MIB,
    words: 'What these may take',
  }),
  max_streams: setting(integer(), {
    variable: 'LENS_LIVE_STREAMS',
    default: 200,
    words: 'Readers of the live feed at a time. 429 `too_many_streams` with `retry-after` beyond, and a count',
  }),
  streams_per_reader: setting(integer(), {
    variable: 'LENS_LIVE_STREAMS_PER_READER',
    default: 20,
    words: 'Of these by one token or sign-in. 429 `too_many_streams`',
  }),
};
