import type { z } from 'zod';

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
