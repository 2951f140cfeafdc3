import type { z } from 'zod';
import { ProblemError } from './problem';

/** What is wrong with one field of a query or body. */
export interface FieldError {
  field: string;
  message: string;
}

/**
 * What a schema found wrong, field by field.
 *
 * @param unknown said of a field that the schema does not know
 */
export function fieldErrors({ issues }: z.core.$ZodError, unknown = 'There is no such field.'): FieldError[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.'), message: issue.message }];
    return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), message: unknown }));
  });
}

/** A query that is not what is wanted, with an error for each field. */
export function invalidQuery(errors: FieldError[]): ProblemError {
  const detail = `Correct ${errors.map(({ field }) => field).join(', ')}; see /api/openapi.json for what is allowed.`;
  return new ProblemError({ code: 'invalid_query', detail, errors });
}

/**
 * Reads a query; a parameter the schema does not know is an error, so that a misspelt filter is not ignored.
 *
 * @throws {ProblemError} for one that does not fit
 */
export function parseQuery<Schema extends z.ZodObject>(schema: Schema, query: unknown): z.output<Schema> {
  const result = schema.strict().safeParse(query);
  if (result.success) return schema.parse(query);
  throw invalidQuery(fieldErrors(result.error, 'There is no such parameter.'));
}

/**
 * Reads a body that was parsed as JSON.
 *
 * @throws {ProblemError} for one that does not fit
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const detail = 'Correct the body; /api/openapi.json says what is wanted.';
  throw new ProblemError({ code: 'invalid_body', detail, errors: fieldErrors(result.error) });
}
