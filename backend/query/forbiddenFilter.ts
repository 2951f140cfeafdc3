import { ProblemError } from '../http';

/** A filter was asked for without the scope `reveal`, which it needs. */
export function forbiddenFilter(filter: string): ProblemError {
  return new ProblemError({
    code: 'forbidden',
    detail: `To find calls by ${filter} needs the scope "reveal", as only readers who have it are told whose a call was.`,
  });
}
