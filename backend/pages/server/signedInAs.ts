import type { Principal } from '../../auth';

/** Who a page says is signed in; null for a token, which has nothing to sign out of. */
export function signedInAs({ name, by }: Principal): string | null {
  return by === 'sign-in' ? name : null;
}
