import { problemCatalogue, type Problem, type ProblemCode } from '@lens/core/api';
import type { Response } from 'express';

/** What differs between problems of a code; the rest follows from it. */
export type ProblemFields = Pick<Problem, 'detail' | 'errors' | 'items'> & { code: ProblemCode };

/** What a request is answered with in place of what it asked for. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly problem: ProblemFields;

  constructor(problem: ProblemFields) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.problem = problem;
  }
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(res: Response, fields: ProblemFields): void {
  const { status, title } = problemCatalogue[fields.code];
  const problem: Problem = { type: `urn:luthien-lens:problem:${fields.code}`, title, status, ...fields };
  res.status(status).set('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(problem));
}
