import { normaliseBaseUrl } from '../checkUrl';
import { bytes, captureModes, choice, integer, milliseconds, namePattern, names, nameWords, text, url } from './kinds';
import { setting } from './setting';

/** Headers may take as long as the official clients wait (600 s); reasoning models may be silent for minutes in a stream. */
export const upstreamLimits = {
  connect_timeout_ms: setting(milliseconds, { default: 10_000, words: 'Until the connection is there' }),
  headers_timeout_ms: setting(milliseconds, {
    default: 600_000,
    words:
      'Until all headers of the response are there, whatever comes before. 504 afterwards. The official clients wait as long',
  }),
  header_bytes: setting(bytes(), {
    default: 64 * 1024,
    words:
      "All of a response's headers. 502 `response_headers_too_large` beyond. Clients may take less (Node's 16 KiB)",
  }),
  idle_timeout_ms: setting(milliseconds, { default: 300_000, words: 'Between two chunks of a response' }),
  max_connections: setting(integer(), { default: 1000, words: 'Calls at one time to this upstream. 429 beyond' }),
};

/** Of each entry of `upstreams`. */
export const upstream = {
  api: setting(choice(['openai', 'anthropic']), { words: '`openai` or `anthropic`: what it speaks' }),
  base_url: setting(url(normaliseBaseUrl), {
    words: '`http:` or `https:`, no credentials. What goes before `/v1/…`; a `/v1` at its end is taken off',
  }),
  provider: setting(text(namePattern, nameWords), {
    default: null,
    defaultWords: "the upstream's name",
    words: 'Whose it is, for search and telemetry',
  }),
  key_env: setting(text(), {
    default: null,
    words: "Variable that holds a key. It must be set. Used only for callers with the gateway's token (see below)",
    note: "a key that only callers with the gateway's token may use",
    example: 'LOCAL_API_KEY',
  }),
  ...upstreamLimits,
};

/** Of each entry of `routes`. */
export const route = {
  model: setting(text(), { words: 'Pattern for the model in the request' }),
  upstream: setting(text(), { words: 'Name of an upstream. It must speak the API of the call' }),
  policies: setting(names, {
    default: null,
    defaultWords: '`chain`',
    words: 'Names of policies, in order, instead of `chain`. An empty list means no policies',
  }),
  capture: setting(choice(captureModes), {
    default: null,
    defaultWords: '`capture.mode`',
    words: 'How much of these calls is kept: `full`, `masked`, `metadata` or `off`; see [privacy](privacy.md)',
    note: 'instead of capture.mode: full, masked, metadata or off',
    example: 'off',
  }),
};
