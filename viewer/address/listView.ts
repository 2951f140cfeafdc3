/** The filters of the list as its address spells them; each may be absent. */
const filterNames = [
  'text',
  'model',
  'provider',
  'status',
  'operation',
  'policy',
  'changed',
  'stream',
  'session',
  'user',
  'since',
] as const;

export type FilterName = (typeof filterNames)[number];
export type CallFilters = Readonly<Partial<Record<FilterName, string>>>;

/** Where in the list: older than a call, newer than one, or at the top. */
export interface Position {
  before?: string;
  after?: string;
}

/** Reads the filters of an address; empty ones, as a form sends them, are none. */
export function readFilters(params: URLSearchParams): CallFilters {
  const entries = filterNames.flatMap((name) => {
    const value = params.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Reads the place in the list of an address. */
export function readPosition(params: URLSearchParams): Position {
  const before = params.get('before');
  const after = params.get('after');
  return { ...(before !== null && { before }), ...(after !== null && { after }) };
}

/** A view of the list as an address names it: what is left out is at its beginning, or not filtered. */
export interface ListAddress {
  filters?: CallFilters;
  position?: Position;
}

/** The query of the list's address. */
export function listQuery({ filters = {}, position = {} }: ListAddress): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined && value !== '') params.set(name, value);
  }
  for (const [name, value] of Object.entries(position)) params.set(name, String(value));
  return params;
}

export function without(filters: CallFilters, name: FilterName): CallFilters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
}
