import type { ComboboxOption } from '@grafana/ui';
import type { Annotation, Facet } from '@lens/core/api';
import type { FilterName, QueryType } from '../types';

/** What each thing is called where somebody chooses it, and what it gives. */
export const typeOptions: ComboboxOption<QueryType>[] = [
  { value: 'calls', label: 'Calls', description: 'One row a call, the newest first; each leads to its page' },
  { value: 'sessions', label: 'Sessions', description: 'One row a conversation, with its calls, tokens and cost' },
  { value: 'events', label: 'Policy events', description: 'What policies said: redactions, replacements, blocks' },
  { value: 'errors', label: 'Errors', description: 'Errors that are the same, each once, with how often' },
  { value: 'call', label: 'One call', description: 'The call whose id is given: for the diff and waterfall panels' },
  { value: 'diff', label: 'Changes of one call', description: 'One row a change: before, after, and by which policy' },
];

export const filterLabels: Readonly<Record<FilterName, string>> = {
  model: 'Model',
  provider: 'Provider',
  status: 'Status',
  policy: 'Policy',
  changed: 'Changed',
  environment: 'Environment',
  session: 'Session',
  user: 'User',
  text: 'Text',
  type: 'Event',
  severity: 'Severity',
  kind: 'Kind',
};

/** Filters whose values are told by the gateway. */
export const facetOf: Readonly<Partial<Record<FilterName, Facet>>> = {
  model: 'model',
  provider: 'provider',
  status: 'status',
  policy: 'policy',
  environment: 'environment',
  session: 'session',
};

/** Filters whose values are few. */
export const fixedValues: Readonly<Partial<Record<FilterName, readonly string[]>>> = {
  changed: ['any', 'request', 'response', 'none'],
  severity: ['debug', 'info', 'warning', 'error'],
  kind: ['call', 'policy', 'exception'],
};

export const facetOptions: ComboboxOption<Facet>[] = [
  { value: 'model', label: 'Models' },
  { value: 'provider', label: 'Providers' },
  { value: 'policy', label: 'Policies' },
  { value: 'status', label: 'Statuses' },
  { value: 'operation', label: 'Operations' },
  { value: 'environment', label: 'Environments' },
  { value: 'session', label: 'Sessions' },
  { value: 'user', label: 'Users', description: 'Needs a token with the scope reveal' },
  { value: 'call', label: 'Call ids', description: 'The newest first' },
];

export const annotationOptions: ComboboxOption<Annotation['kind'] | 'all'>[] = [
  { value: 'all', label: 'All of these' },
  { value: 'policies', label: 'Policy changes' },
  { value: 'deployment', label: 'Starts of the gateway' },
  { value: 'error', label: 'New errors' },
];
