import { createHmac } from 'node:crypto';

/** Hides a person's or session's id: HMAC-SHA256 under the installation's key, first 16 hexadecimal digits. Same id, same hash. */
export function identityHash(key: string | Uint8Array): (id: string | null) => string | null {
  return (id) => (id === null || id === '' ? null : createHmac('sha256', key).update(id).digest('hex').slice(0, 16));
}
