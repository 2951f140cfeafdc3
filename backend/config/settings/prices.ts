import { amount, day, namePattern, nameWords, text } from './kinds';
import { setting } from './setting';

/** Of each entry of `prices`. */
export const price = {
  model: setting(text(), { words: 'Pattern for the model that answered, as in routes' }),
  provider: setting(text(namePattern, nameWords), {
    default: null,
    defaultWords: 'any',
    words: 'The `provider` of the upstream',
  }),
  tier: setting(text(), {
    default: null,
    defaultWords: 'the usual one',
    words: 'Calls that were served so: `flex`, `priority`, `batch`, `fast`, in the provider’s word',
  }),
  from: setting(day, {
    default: null,
    defaultWords: 'always',
    words: 'The day (UTC) since which it is so',
  }),
  input: setting(amount, { words: 'US dollars per million tokens of input, as all below' }),
  output: setting(amount, { default: null, defaultWords: 'unknown', words: 'Output, reasoning included' }),
  cache_read: setting(amount, { default: null, defaultWords: '`input`', words: 'Input that was read from the cache' }),
  cache_write: setting(amount, { default: null, defaultWords: '`input`', words: 'Input that was written to it' }),
  cache_write_1h: setting(amount, {
    default: null,
    defaultWords: '`cache_write`',
    words: 'Input that was written to it for an hour',
  }),
  input_audio: setting(amount, { default: null, defaultWords: '`input`', words: 'Sound that went in' }),
  output_audio: setting(amount, { default: null, defaultWords: '`output`', words: 'Sound that came out' }),
};
