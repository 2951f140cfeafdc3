import type { CallOrder } from '@lens/core/api';

/** The filters of the list as its address spells them; each may be absent. */
const filterNames = [
  'text',
  'model',
  'provider',
  'status',
  'operation',
  'source',
  'policy',
  'changed',
  'stream',
  'session',
  'user',
  'environment',
  'cold',
  'slower',
  'dearer',
  'since',
  'from',
  'to',
] as const;

export type FilterName = (typeof filterNames)[number];
export type CallFilters = Readonly<Partial<Record<FilterName, string>>>;

/** Where in the list: older than a call, newer than one, or at its beginning. */
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

/** Reads the view of the list that an address names; what is no order is the usual one. */
export function readListPlace(params: URLSearchParams): ListPlace {
  const [before, after] = [params.get('before'), params.get('after')];
  return {
    filters: readFilters(params),
    order: params.get('order') === 'oldest' ? 'oldest' : 'newest',
    position: { ...(before !== null && { before }), ...(after !== null && { after }) },
  };
}

/** A view of the list as an address names it: what is left out is not filtered, newest first, or at its beginning. */
export interface ListAddress {
  filters?: CallFilters;
  order?: CallOrder;
  position?: Position;
}

/** A view of the list that says all of it. */
export type ListPlace = Required<ListAddress>;

/** The query of the list's address. */
export function listQuery({ filters = {}, order = 'newest', position = {} }: ListAddress): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined && value !== '') params.set(name, value);
  }
  if (order !== 'newest') params.set('order', order);
  for (const [name, value] of Object.entries(position)) params.set(name, String(value));
  return params;
}

/** Where the list goes on after a call, or `back` before it. */
export function beside(callId: string, order: CallOrder, way: 'on' | 'back'): Position {
  return (order === 'newest') === (way === 'on') ? { before: callId } : { after: callId };
}

/** Whether a page was turned back to: then the calls nearest to where it ends were wanted. */
export function isTurnedBack({ order, position: { before, after } }: Pick<ListPlace, 'order' | 'position'>): boolean {
  const [on, back] = order === 'newest' ? [before, after] : [after, before];
  return back !== undefined && on === undefined;
}

export function without(filters: CallFilters, name: FilterName): CallFilters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
}
