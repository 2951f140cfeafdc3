import type { QueryType, FilterName } from './types';

/** The filters that a query of a type takes. */
export const filtersOf: Readonly<Record<QueryType, readonly FilterName[]>> = {
  calls: ['model', 'provider', 'policy', 'status', 'changed', 'environment', 'session', 'user', 'text'],
  sessions: ['user'],
  events: ['policy', 'type', 'severity'],
  errors: ['kind', 'provider'],
  call: [],
  diff: [],
};
