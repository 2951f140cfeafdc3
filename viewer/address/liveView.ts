/** What the live page shows as its address spells it; each may be absent. */
const liveFilterNames = ['text', 'model', 'status', 'changed', 'policy', 'type', 'call'] as const;

/** The type that stands for all, records among them. */
export const allTypes = 'all';

export type LiveFilterName = (typeof liveFilterNames)[number];
export type LiveFilters = Readonly<Partial<Record<LiveFilterName, string>>>;

/** Reads the filters of an address; empty ones, as a form sends them, are none. */
export function readLiveFilters(params: URLSearchParams): LiveFilters {
  const entries = liveFilterNames.flatMap((name) => {
    const value = params.get(name)?.trim().slice(0, 200) ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

export function liveQuery(filters: LiveFilters): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of liveFilterNames) {
    const value = filters[name];
    if (value !== undefined && value !== '') params.set(name, value);
  }
  return params;
}
