import type { Call } from '@lens/core/api';
import { formatCount } from '../format';

/** One line about a direction of a call, in the header and over its diff. */
export function sideSummary(side: Call['request']): string {
  if (!side.changed) return 'unchanged';
  const count = formatCount(side.changes, 'change');
  return side.summary === null || side.summary === '' ? count : `${count} · ${side.summary}`;
}
