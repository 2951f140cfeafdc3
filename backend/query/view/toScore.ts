import type { Score } from '@lens/core/api';
import type { StoredScore } from '../../store';

/** As a reader may see it: a comment may quote what was redacted. */
export function toScore({ at, comment, ...score }: StoredScore, revealed: boolean): Score {
  return { ...score, comment: revealed ? comment : null, at: at.toISOString() };
}
