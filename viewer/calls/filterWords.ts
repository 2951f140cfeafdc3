import type { FilterName } from '../address';

export const filterLabels: Readonly<Record<FilterName, string>> = {
  text: 'Text',
  model: 'Model',
  provider: 'Provider',
  status: 'Status',
  operation: 'Endpoint',
  source: 'Source',
  policy: 'Changed by',
  changed: 'Changed',
  stream: 'Streamed',
  session: 'Session',
  user: 'User',
  environment: 'Environment',
  cold: 'Start',
  slower: 'Slower than (ms)',
  dearer: 'Dearer than ($)',
  since: 'Time',
  from: 'From',
  to: 'Until',
};

type Option = readonly [value: string, label: string];

/** A filter with few values. */
export interface FilterChoice {
  name: FilterName;
  options: readonly Option[];
}

export const filterChoices: readonly FilterChoice[] = [
  {
    name: 'changed',
    options: [
      ['', 'Changed or not'],
      ['any', 'Changed'],
      ['request', 'Request changed'],
      ['response', 'Response changed'],
      ['none', 'Unchanged'],
    ],
  },
  {
    name: 'status',
    options: [
      ['', 'Any status'],
      ['complete', 'Complete'],
      ['provider_error', 'Provider error'],
      ['upstream_failed', 'Provider unreachable'],
      ['cut', 'Cut off'],
      ['aborted', 'Client left'],
      ['blocked', 'Blocked'],
      ['rejected', 'Refused'],
      ['interrupted', 'Interrupted'],
      ['failed', 'Any failure of the provider'],
      ['unsuccessful', 'Any but complete or blocked'],
    ],
  },
  {
    name: 'operation',
    options: [
      ['', 'Any endpoint'],
      ['chat_completions', 'Chat completions'],
      ['messages', 'Messages'],
      ['passthrough', 'Passed through'],
    ],
  },
  {
    name: 'stream',
    options: [
      ['', 'Streamed or not'],
      ['true', 'Streamed'],
      ['false', 'Not streamed'],
    ],
  },
  {
    name: 'since',
    options: [
      ['', 'Any time'],
      ['15m', 'Last 15 minutes'],
      ['1h', 'Last hour'],
      ['24h', 'Last 24 hours'],
      ['7d', 'Last 7 days'],
    ],
  },
];

/** Those that few look for. */
export const rareChoices: readonly FilterChoice[] = [
  {
    name: 'source',
    options: [
      ['', 'Any source'],
      ['gateway', 'This gateway'],
      ['events', 'Told by events'],
      ['otlp', 'Told by spans'],
    ],
  },
  {
    name: 'cold',
    options: [
      ['', 'Cold or warm'],
      ['true', 'Cold starts'],
      ['false', 'Warm'],
    ],
  },
];

/** Filters that are typed, or reached by clicking a value in the list. */
export const typedFilters: readonly FilterName[] = [
  'model',
  'provider',
  'policy',
  'user',
  'session',
  'environment',
  'slower',
  'dearer',
  'from',
  'to',
];

/** A filter's value as its option reads. */
export function filterValue(name: FilterName, value: string): string {
  const options = [...filterChoices, ...rareChoices].find((candidate) => candidate.name === name)?.options;
  return options?.find(([candidate]) => candidate === value)?.[1].toLowerCase() ?? value;
}
