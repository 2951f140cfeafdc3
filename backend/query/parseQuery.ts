import type { ProblemFields } from '../auth';
import type { z } from 'zod';

/** A query that does not fit its schema, with an error for each field. */
export class InvalidQuery extends Error {
  readonly problem: ProblemFields;

  constructor(errors: { field: string; message: string }[]) {
    super('The query is not valid.');
    this.name = 'InvalidQuery';
    this.problem = {
      code: 'invalid_query',
      detail: `Correct ${errors.map(({ field }) => field).join(', ')}; see /api/openapi.json for what is allowed.`,
      errors,
    };
  }
}

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

/** Reads a query; a parameter the schema does not know is an error, so that a misspelt filter is not ignored. */
export function parseQuery<Schema extends z.ZodObject>(schema: Schema, query: unknown): z.output<Schema> {
  const result = schema.strict().safeParse(query);
  if (result.success) return schema.parse(query);
  throw new InvalidQuery(result.error.issues.flatMap(fieldErrors));
}

function fieldErrors(issue: z.core.$ZodIssue): { field: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ field, message: 'There is no such parameter.' }));
  }
  return [{ field: issue.path.join('.'), message: issue.message }];
}
