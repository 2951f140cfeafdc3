import type { PolicyClock, PolicyStore } from './policyEnvironment';

export interface StoreOptions {
  clock: PolicyClock;
  entries: number;
  /** Keys and values together, in UTF-8. */
  bytes: number;
  /** Told of each limit that was hit. */
  onLimit: (limit: StoreLimit) => void;
}

export type StoreLimit = 'policy_store_evicted' | 'policy_store_too_large';

/** An entry is larger than the whole store may be. */
class PolicyStoreError extends Error {
  readonly code = 'policy_store_too_large';

  constructor(bytes: number) {
    super(`An entry is larger than store_bytes (${bytes}), so it is not kept.`);
    this.name = 'PolicyStoreError';
  }
}

interface Entry {
  value: string;
  bytes: number;
  expiresAt: number;
}

/** How often at most all entries are looked at to find those that have expired. */
const sweepEveryMs = 1000;

/** A store in this process: the first of its entries is the one that was used longest ago. */
export function createMemoryStore({ clock, entries: maxEntries, bytes: maxBytes, onLimit }: StoreOptions): PolicyStore {
  const entries = new Map<string, Entry>();
  let bytesHeld = 0;
  let sweptAt = -Infinity;

  function remove(key: string): void {
    bytesHeld -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  function find(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > clock.now()) return entry;
    remove(key);
    return undefined;
  }

  function put(key: string, value: string, expiresAt: number): void {
    const bytes = Buffer.byteLength(key) + Buffer.byteLength(value);
    remove(key);
    if (bytes > maxBytes) {
      onLimit('policy_store_too_large');
      throw new PolicyStoreError(maxBytes);
    }
    entries.set(key, { value, bytes, expiresAt });
    bytesHeld += bytes;
    if (isFull()) sweep();
    for (const oldest of entries.keys()) {
      if (!isFull()) break;
      remove(oldest);
      onLimit('policy_store_evicted');
    }
  }

  const isFull = () => entries.size > maxEntries || bytesHeld > maxBytes;

  function sweep(): void {
    const now = clock.now();
    if (now - sweptAt < sweepEveryMs) return;
    sweptAt = now;
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now) remove(key);
  }

  function take(key: string): string | undefined {
    const entry = find(key);
    if (entry === undefined) return undefined;
    entries.delete(key);
    entries.set(key, entry);
    return entry.value;
  }

  function add(key: string, amount: number, expiresInMs: number): number {
    const entry = find(key);
    const sum = Number(entry?.value ?? 0) + amount;
    if (!Number.isFinite(sum)) throw new TypeError('What is stored under the key is no number to add to.');
    put(key, String(sum), entry?.expiresAt ?? clock.now() + expiresInMs);
    return sum;
  }

  return {
    get: (key) => promised(() => take(key)),
    set: (key, value, { expiresInMs }) => promised(() => put(key, value, clock.now() + expiresInMs)),
    add: (key, amount, { expiresInMs }) => promised(() => add(key, amount, expiresInMs)),
    delete: (key) => promised(() => remove(key)),
  };
}

/** Done at once; what it throws rejects, as it would from a store elsewhere. */
function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
