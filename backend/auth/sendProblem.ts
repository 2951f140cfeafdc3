import type { Problem } from '@lens/core/api';
import type { Response } from 'express';

/** What differs between problems; the rest follows. */
export type ProblemFields = Pick<Problem, 'status' | 'title' | 'detail' | 'code' | 'errors'>;

/** Answers with RFC 9457 problem details. */
export function sendProblem(res: Response, fields: ProblemFields): void {
  const problem: Problem = { type: `urn:luthien-lens:problem:${fields.code}`, ...fields };
  res
    .status(fields.status)
    .set('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}
