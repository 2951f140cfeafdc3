import { choice, flag, text, url } from './kinds';
import { setting } from './setting';

const line = text(/^[^\r\n]+$/, 'one line of text');

export const logs = {
  records: setting(flag, {
    variable: 'LENS_LOG_RECORDS',
    default: null,
    defaultWords: 'unless standard output is a terminal, or `loki.url` is set',
    words: 'Whether [records](logs.md#records) of sampled calls are written to standard output, for a collector',
    note: 'left out: unless standard output is a terminal, or loki.url is set',
    example: 'true',
  }),
  payloads: setting(choice(['bounded', 'strict', 'none']), {
    variable: 'LENS_LOG_PAYLOADS',
    default: 'bounded',
    words: 'How much of a body a record quotes: 1 KB (`bounded`), 100 characters (`strict`) or nothing (`none`)',
    note: 'how much of bodies records quote: bounded (1 KB), strict (100 characters) or none',
  }),
  stream_chunks: setting(flag, {
    variable: 'LENS_LOG_STREAM_CHUNKS',
    default: false,
    words: 'A record for each chunk of a stream, with its time and size',
  }),
};

export const loki = {
  url: setting(url(), {
    variable: 'LOKI_URL',
    default: null,
    words: 'A Loki that log and records are pushed to, without `/loki/api/v1/push`; see [logs](logs.md)',
    note: 'a Loki that log and records are pushed to',
    example: 'http://127.0.0.1:3100',
  }),
  tenant: setting(line, {
    variable: 'LOKI_TENANT',
    default: null,
    words: 'Its tenant (`X-Scope-OrgID`)',
    example: 'lens',
  }),
  username: setting(line, {
    variable: 'LOKI_USERNAME',
    default: null,
    words: 'For a Loki behind basic authentication',
    example: '123456',
  }),
  password: setting(line, { variable: 'LOKI_PASSWORD', notInFile: true, default: null, words: 'The password with it' }),
  token: setting(line, {
    variable: 'LOKI_TOKEN',
    notInFile: true,
    default: null,
    words: 'For a Loki behind a bearer token',
  }),
  trace_id: setting(choice(['label', 'metadata']), {
    variable: 'LOKI_TRACE_ID',
    default: 'label',
    words:
      'Where Loki has the trace id: as a `label`, or in structured `metadata`, for so many calls that a stream for each is too much',
    note: 'label, or metadata for large installations',
  }),
};
