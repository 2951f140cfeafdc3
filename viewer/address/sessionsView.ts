/** Which sessions a page shows, as its address spells it. */
export interface SessionsAddress {
  /** Those whose newest call is before this one. */
  before?: string;
  user?: string;
}

/** Where in a session: its calls after this one; at its beginning when left out. */
export interface SessionAddress {
  after?: string;
}

export function readSessions(params: URLSearchParams): SessionsAddress {
  return pick(params, ['before', 'user']);
}

export function sessionsQuery(shown: SessionsAddress): URLSearchParams {
  return new URLSearchParams({ ...shown });
}

export function readSession(params: URLSearchParams): SessionAddress {
  return pick(params, ['after']);
}

export function sessionQuery(place: SessionAddress): URLSearchParams {
  return new URLSearchParams({ ...place });
}

/** Empty ones, as a form sends them, are none. */
function pick<Name extends string>(params: URLSearchParams, names: readonly Name[]): Partial<Record<Name, string>> {
  const picked: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = params.get(name)?.trim() ?? '';
    if (value !== '') picked[name] = value;
  }
  return picked;
}
