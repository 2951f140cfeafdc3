import { createHmac } from 'node:crypto';

/** Ids whose hashes are remembered: a few callers send most calls, and a session sends many. */
const mostKnown = 1_000;
/** Longer ones are made up by somebody. */
const longestKnown = 1_024;

/** Hides a person's or session's id: HMAC-SHA256 under the installation's key, first 16 hexadecimal digits. Same id, same hash. */
export function identityHash(key: string | Uint8Array): (id: string | null) => string | null {
  const known = new Map<string, string>();
  return (id) => {
    if (id === null || id === '') return null;
    const remembered = known.get(id);
    if (remembered !== undefined) return remembered;
    const hashed = createHmac('sha256', key).update(id).digest('hex').slice(0, 16);
    if (known.size === mostKnown) known.clear();
    // A copy: V8 keeps the whole text, a body of megabytes perhaps, of which an id was cut.
    if (id.length <= longestKnown) known.set(Buffer.from(id).toString(), hashed);
    return hashed;
  };
}
