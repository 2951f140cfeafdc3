import { changes, summarise, type Change, type DiffResult } from '../diff';
import { formatPath } from '../json';
import { WIRE_KEYS } from './wireWords';

/**
 * The summary of a diff with a redaction, for everybody: it names no keys that only the original has, which may be what was
 * redacted, and does not count the words that were.
 */
export function redactedSummary(result: DiffResult): string {
  return summarise(changes(result).map(withoutKey), { removedIsSecret: true });
}

function withoutKey(change: Change): Change {
  const { kind, leftPath = [] } = change;
  const key = leftPath.at(-1);
  if (kind !== 'remove' || typeof key !== 'string' || WIRE_KEYS.has(key)) return change;
  const path = [...leftPath.slice(0, -1), '…'];
  return { ...change, path: formatPath(path), leftPath: path };
}
