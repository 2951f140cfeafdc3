import { callSchema, usageSchema, type Call } from '@lens/core/api';
import type { ListedCall } from '../store';

/** What the API gives under the column's own name. */
const own = callSchema.omit({ startedAt: true, request: true, response: true, usage: true }).keyof().options;
const usage = usageSchema.keyof().options;

/** A stored call as the API gives it. */
export function toCall(stored: ListedCall): Call {
  return {
    ...pick(stored, own),
    startedAt: stored.startedAt.toISOString(),
    request: {
      changed: stored.requestChanged,
      changes: stored.requestChanges,
      summary: stored.requestSummary,
    },
    response: {
      changed: stored.responseChanged,
      changes: stored.responseChanges,
      summary: stored.responseSummary,
    },
    usage: pick(stored, usage),
  };
}

function pick<Row, Key extends keyof Row>(row: Row, keys: readonly Key[]): Pick<Row, Key> {
  const picked: Partial<Pick<Row, Key>> = {};
  for (const key of keys) picked[key] = row[key];
  return picked as Pick<Row, Key>;
}
