import type { ComboboxOption } from '@grafana/ui';
import type { Annotation, Facet } from '@lens/core/api';
import { t } from '../../i18n/t';
import type { FilterName, QueryType } from '../types';

/** What each thing is called where somebody chooses it, and what it gives. */
export const typeOptions = (): ComboboxOption<QueryType>[] => [
  {
    value: 'calls',
    label: t('query.types.calls.label', 'Calls'),
    description: t('query.types.calls.description', 'One row a call, the newest first; each leads to its page'),
  },
  {
    value: 'sessions',
    label: t('query.types.sessions.label', 'Sessions'),
    description: t('query.types.sessions.description', 'One row a conversation, with its calls, tokens and cost'),
  },
  {
    value: 'events',
    label: t('query.types.events.label', 'Policy events'),
    description: t('query.types.events.description', 'What policies said: redactions, replacements, blocks'),
  },
  {
    value: 'errors',
    label: t('query.types.errors.label', 'Errors'),
    description: t('query.types.errors.description', 'Errors that are the same, each once, with how often'),
  },
  {
    value: 'call',
    label: t('query.types.call.label', 'One call'),
    description: t('query.types.call.description', 'The call whose id is given: for the diff and waterfall panels'),
  },
  {
    value: 'diff',
    label: t('query.types.diff.label', 'Changes of one call'),
    description: t('query.types.diff.description', 'One row a change: before, after, and by which policy'),
  },
];

const filterLabels: Readonly<Record<FilterName, () => string>> = {
  model: () => t('query.filters.model', 'Model'),
  provider: () => t('query.filters.provider', 'Provider'),
  status: () => t('query.filters.status', 'Status'),
  policy: () => t('query.filters.policy', 'Policy'),
  changed: () => t('query.filters.changed', 'Changed'),
  environment: () => t('query.filters.environment', 'Environment'),
  session: () => t('query.filters.session', 'Session'),
  user: () => t('query.filters.user', 'User'),
  text: () => t('query.filters.text', 'Text'),
  type: () => t('query.filters.type', 'Event'),
  severity: () => t('query.filters.severity', 'Severity'),
  kind: () => t('query.filters.kind', 'Kind'),
};

export function filterLabel(name: FilterName): string {
  return filterLabels[name]();
}

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

export const facetOptions = (): ComboboxOption<Facet>[] => [
  { value: 'model', label: t('variables.facets.model', 'Models') },
  { value: 'provider', label: t('variables.facets.provider', 'Providers') },
  { value: 'policy', label: t('variables.facets.policy', 'Policies') },
  { value: 'status', label: t('variables.facets.status', 'Statuses') },
  { value: 'operation', label: t('variables.facets.operation', 'Operations') },
  { value: 'environment', label: t('variables.facets.environment', 'Environments') },
  { value: 'session', label: t('variables.facets.session', 'Sessions') },
  {
    value: 'user',
    label: t('variables.facets.user.label', 'Users'),
    description: t('variables.facets.user.description', 'Needs a token with the scope reveal'),
  },
  {
    value: 'call',
    label: t('variables.facets.call.label', 'Call ids'),
    description: t('variables.facets.call.description', 'The newest first'),
  },
];

export const annotationOptions = (): ComboboxOption<Annotation['kind'] | 'all'>[] => [
  { value: 'all', label: t('annotations.kinds.all', 'All of these') },
  { value: 'policies', label: t('annotations.kinds.policies', 'Policy changes') },
  { value: 'deployment', label: t('annotations.kinds.deployment', 'Starts of the gateway') },
  { value: 'error', label: t('annotations.kinds.error', 'New errors') },
];
