import { bytes, choice, integer, map, milliseconds, names, origins, text } from './kinds';
import { setting } from './setting';

export const policyLimits = {
  on_error: setting(choice(['closed', 'open']), {
    default: 'closed',
    words: 'When it fails or takes too long: `closed` blocks the call, `open` lets it pass without it',
  }),
  timeout_ms: setting(milliseconds, { default: 2000, words: 'For one request, response or stream event' }),
  fetch_origins: setting(origins, {
    default: [],
    words: 'The servers that it may ask, as `https://host` or `https://host:port`. Without any it may ask none',
  }),
  fetch_private_network: setting(choice(['refuse', 'allow']), {
    default: 'refuse',
    words: 'Whether these servers may be at loopback, private or link-local addresses',
  }),
  fetch_timeout_ms: setting(milliseconds, { default: 1500, words: 'For one answer to be there whole' }),
  fetch_response_bytes: setting(bytes(), { default: 1_048_576, words: 'One answer' }),
  fetch_concurrency: setting(integer(), { default: 64, words: 'Answers that it waits for at one time' }),
  store_entries: setting(integer(), {
    default: 10_000,
    words: 'Entries in its store; beyond it what was used longest ago goes',
  }),
  store_bytes: setting(bytes(), { default: 16_777_216, words: 'Keys and values in its store together, likewise' }),
};

/** Of each entry of `policies`. */
export const policy = {
  use: setting(text(), { words: '`noop`, `pii-redaction` or `text-replacement`' }),
  ...policyLimits,
  options: setting(map, { default: null, words: "The policy's own" }),
};

export const chain = setting(names, {
  default: [],
  words: 'Names of `policies`, in order, for every call whose route names no others',
});

export const passthrough = setting(choice(['allow', 'refuse']), {
  variable: 'LENS_PASSTHROUGH',
  default: 'allow',
  words:
    'What happens to other paths below `/v1/` than the two main routes: `allow` passes them on, `refuse` answers 404',
  note: 'or refuse: other paths below /v1/ than the two main routes, which only policies that redact see',
});
