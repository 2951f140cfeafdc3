import type { z } from 'zod';
import { fieldErrors, type FieldError } from './fieldErrors';
import type { ProblemFields } from './sendProblem';

/** A query that does not fit its schema, with an error for each field. */
export class InvalidQuery extends Error {
  readonly problem: ProblemFields;

  constructor(errors: FieldError[]) {
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
  throw new InvalidQuery(fieldErrors(result.error, 'There is no such parameter.'));
}
