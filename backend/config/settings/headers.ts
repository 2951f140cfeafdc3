import { headerNames } from './kinds';
import { setting } from './setting';

const patterns = 'Names, or beginnings of names with a `*` behind them, in any case';

export const headers = {
  withhold: setting(headerNames, {
    default: [],
    words: `Request headers that do not go to a provider, beside those [below](#headers-to-the-provider). ${patterns}`,
    note: 'request headers that do not go to a provider, beside the built-in list',
  }),
  pass: setting(headerNames, {
    default: [],
    words: 'Request headers that go to a provider although they are in that list, likewise',
    note: 'those of that list that do',
  }),
};
