import type { z } from 'zod';
import type { ProblemFields } from './sendProblem';

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
