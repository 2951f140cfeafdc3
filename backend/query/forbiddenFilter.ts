import type { ProblemFields } from '../auth';

/** A filter that needs the scope `reveal`. */
export class ForbiddenFilter extends Error {
  readonly problem: ProblemFields;

  constructor(filter: string) {
    super(`The filter ${filter} needs the scope reveal.`);
    this.name = 'ForbiddenFilter';
    this.problem = {
      code: 'forbidden',
      detail: `To find calls by ${filter} needs the scope "reveal", as only readers who have it are told whose a call was.`,
    };
  }
}
