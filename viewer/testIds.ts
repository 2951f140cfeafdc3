/**
 * Names of what tests look at and what has no role or label of its own. They stay when styles change; rows of a diff have
 * `data-row`, which the diff itself works by.
 */
export const testIds = {
  page: { topbar: 'topbar' },
  list: { row: 'call', open: 'open-call', columnHeader: 'column-header', changed: 'call-changed-side' },
  call: { line: 'call-line', changed: 'call-changed', tabs: 'call-tabs', panel: 'call-panel' },
  policy: 'policy',
  diff: { side: (name: string) => `diff-${name}`, position: 'diff-position' },
  conversation: { mark: 'changed-words', note: 'changed-words-note' },
  waterfall: { span: 'span', details: 'span-details' },
  events: { list: 'policy-events', event: 'policy-event', summary: 'policy-event-summary' },
  raw: 'raw',
  compare: { difference: 'difference' },
  errors: { group: 'error-group' },
  policies: { row: 'policy-row' },
  sessions: { row: 'session', turn: 'session-turn' },
  live: { row: 'live-message', gap: 'live-gap', state: 'live-state', newer: 'live-newer' },
} as const;
