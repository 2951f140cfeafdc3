/** What the product lends to a policy when it is made. A policy takes of it what it needs and no more. */
export interface PolicyEnvironment {
  /** Text that a stream policy may hold back of each text before it is let go. */
  heldBackChars: number;
  clock: PolicyClock;
  fetch: PolicyFetch;
  store: PolicyStore;
}

export interface PolicyClock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/**
 * Asks another server, within the limits of the policy's entry in the configuration. Redirects are not followed: a 3xx
 * is an answer like any other. Rejects with a `PolicyFetchError`, which says by its `code` what stood against it.
 */
export type PolicyFetch = (url: string, request?: FetchRequest) => Promise<FetchAnswer>;

export interface FetchRequest {
  /** `GET` unless told. */
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Give `ctx.signal`, so that nothing is waited for when the call is over. */
  signal?: AbortSignal;
}

/** An answer that has arrived whole, whatever its status. */
export interface FetchAnswer {
  status: number;
  /** Names in lower case; values of one name joined by a comma. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  text(): string;
  /** Throws when it is no JSON. */
  json(): unknown;
}

/**
 * What a policy remembers from call to call, shared by all its calls and by no other policy. Every entry expires. It is
 * a memory and no archive: beyond its bounds what was used longest ago is forgotten, and a restart forgets all.
 */
export interface PolicyStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, options: { expiresInMs: number }): Promise<void>;
  /** Adds to a number and gives the sum, in one step; one that is not there is 0 and expires in `expiresInMs` from now. */
  add(key: string, amount: number, options: { expiresInMs: number }): Promise<number>;
  delete(key: string): Promise<void>;
}
