import { callSchema, usageSchema, type Call } from '@lens/core/api';
import type { ListedCall } from '../store';

/** What the API gives under the column's own name. */
const own = callSchema.omit({ startedAt: true, request: true, response: true, usage: true }).keyof().options;
const usage = usageSchema.keyof().options;

/**
 * A stored call as the API gives it. Whose it was only readers with `reveal` are told: whoever may send calls could send one
 * as anybody and look for what is the same. A session whose id was made at random nobody can guess.
 */
export function toCall(stored: ListedCall, revealed: boolean): Call {
  return {
    ...pick(stored, own),
    ...(!revealed && withoutOwner(stored)),
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

type Owned = Pick<Call, 'userHash' | 'sessionId' | 'requestBytes' | 'responseBytes'>;

function withoutOwner({ sessionIsRandom, sessionId, requestBytes, responseBytes }: ListedCall): Owned {
  return {
    userHash: null,
    sessionId: sessionIsRandom ? sessionId : null,
    requestBytes: inKilobytes(requestBytes),
    responseBytes: responseBytes === null ? null : inKilobytes(responseBytes),
  };
}

/** Rounded up: to the byte a size tells how long the ids are that a body has. */
function inKilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024) * 1024;
}

function pick<Row, Key extends keyof Row>(row: Row, keys: readonly Key[]): Pick<Row, Key> {
  const picked: Partial<Pick<Row, Key>> = {};
  for (const key of keys) picked[key] = row[key];
  return picked as Pick<Row, Key>;
}
