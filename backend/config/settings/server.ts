import { integer, text, url } from './kinds';
import { setting } from './setting';

export const server = {
  host: setting(text(/^[\w.:%-]+$/, 'a host name or an IP address'), {
    variable: 'LENS_HOST',
    default: '127.0.0.1',
    words: 'Address to listen on. `0.0.0.0` opens it to the network',
  }),
  port: setting(integer({ least: 0, most: 65_535 }), {
    variable: 'LENS_PORT',
    default: 8080,
    words: '`0` takes a free one',
  }),
  public_url: setting(url(), {
    variable: 'LENS_PUBLIC_URL',
    default: null,
    words:
      'How people reach this server, for links. With `https:` cookies go over that alone; a host name that no other server has keeps them [from others](api.md#signing-in)',
    note: 'how people reach this server; for links',
    example: 'https://lens.example.org',
  }),
};

export const api = {
  rate_limit_per_minute: setting(integer(), {
    variable: 'LENS_API_RATE_LIMIT_PER_MINUTE',
    default: 1200,
    words:
      "Requests of one token or sign-in, pages and `/metrics` included; a full minute's worth may come at once. 429 `rate_limited` with `retry-after` beyond, and a count",
    note: 'of one token or sign-in',
  }),
  search_calls: setting(integer(), {
    variable: 'LENS_API_SEARCH_CALLS',
    default: 100_000,
    words:
      'Calls whose words a search looks through for one page, which ends there, full or not, and is counted; [the next goes on](api.md#filters-and-pages)',
    note: 'whose words a search looks through for one page',
  }),
};
