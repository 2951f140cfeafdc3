import { choice, map, milliseconds, names, text } from './kinds';
import { setting } from './setting';

export const policyLimits = {
  on_error: setting(choice(['closed', 'open']), {
    default: 'closed',
    words: 'When it fails or takes too long: `closed` blocks the call, `open` lets it pass without it',
  }),
  timeout_ms: setting(milliseconds, { default: 2000, words: 'For one request, response or stream event' }),
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
  note: 'or refuse: other paths below /v1/ than the two main routes, which policies do not see',
});
