import type { Call } from '@lens/core/api';

/** The provider, with the upstream where the configuration calls it otherwise. */
export function providerName({ provider, upstream }: Call): string {
  return provider === upstream ? provider : `${provider}, upstream ${upstream}`;
}
