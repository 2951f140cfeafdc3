import type { z } from 'zod';
import { fieldErrors, type FieldError, type ProblemFields } from '../auth';

/** A body that does not fit its schema, with an error for each field. */
export class InvalidBody extends Error {
  readonly problem: ProblemFields;

  constructor(errors: FieldError[]) {
    super('The body is not valid.');
    this.name = 'InvalidBody';
    this.problem = {
      code: 'invalid_body',
      detail: 'Correct the body; /api/openapi.json says what is wanted.',
      errors,
    };
  }
}

export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new InvalidBody(fieldErrors(result.error));
}
