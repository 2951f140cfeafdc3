import { scoreSchema, type Score } from '@lens/core/api';
import type { GivenScore } from '@lens/viewer/call';
import { refused, unreachable, unreadable } from '../api/apiError';

/** Gives a call a score; what goes wrong is an `ApiError`. */
export async function giveScore(callId: string, score: GivenScore, post: typeof fetch): Promise<Score> {
  const answer = await post(`/api/v1/calls/${encodeURIComponent(callId)}/scores`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(score),
  }).catch((error: unknown) => {
    throw unreachable(error);
  });
  const said: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw refused(answer.status, said);
  const { data, error } = scoreSchema.safeParse(said);
  if (error) throw unreadable(answer.status, error, error);
  return data;
}
