import * as z from 'zod';
import type { Change, Delta } from '../diff';
import { callSchema } from './calls';
import { diffResultSchema, jsonSchema } from './diff';
import { unchecked } from './unchecked';

/** What of two calls is compared: what went out after the policies, or what came in before them. */
export const comparedBodiesSchema = z.enum(['final', 'original']);

/** The shape they are compared in: the whole bodies, or both read as messages, which are alike in every API. */
export const comparedShapeSchema = z.enum(['bodies', 'messages']);

export type ComparedBodies = z.infer<typeof comparedBodiesSchema>;
export type ComparedShape = z.infer<typeof comparedShapeSchema>;

/** Query of `GET /api/v1/compare`. */
export const compareQuerySchema = z.object({
  a: z.uuid().describe('Call on the left side.'),
  b: z.uuid().describe('Call on the right side.'),
  of: comparedBodiesSchema
    .default('final')
    .describe(
      'What went out after the policies, or what came in before them; the latter is masked as in a call’s diff.',
    ),
  as: comparedShapeSchema
    .default('bodies')
    .describe('The bodies as they are, or read as messages, so that calls of different APIs can be compared.'),
});

export type CompareQuery = z.infer<typeof compareQuerySchema>;

export const comparedSideSchema = z
  .object({
    a: jsonSchema.nullable(),
    b: jsonSchema.nullable(),
    diff: diffResultSchema.nullable().describe('Null when either call has no body to compare in this direction.'),
    as: comparedShapeSchema.describe('`bodies` though `messages` were asked for: one of them is no conversation.'),
    masked: z.boolean().describe('Something in a or b is masked for this reader.'),
  })
  .meta({ id: 'ComparedSide', description: 'One direction of two calls.' });

/** `GET /api/v1/compare?a=&b=`: two calls' figures, and what differs in what was asked and answered. */
export const callComparisonSchema = z
  .object({
    a: callSchema,
    b: callSchema,
    of: comparedBodiesSchema,
    request: comparedSideSchema,
    response: comparedSideSchema,
  })
  .meta({ id: 'CallComparison' });

const changes = z.custom<Change[]>(Array.isArray);

const sideEnvelope = comparedSideSchema.extend({
  diff: diffResultSchema
    .extend({ added: changes, removed: changes, modified: changes, moved: changes, delta: unchecked<Delta>() })
    .nullable(),
});

/** The same for a reader in a hurry: the tens of thousands of changes of a large diff are not looked into. */
export const callComparisonEnvelopeSchema = callComparisonSchema.extend({
  request: sideEnvelope,
  response: sideEnvelope,
});

export type ComparedSide = z.infer<typeof comparedSideSchema>;
export type CallComparison = z.infer<typeof callComparisonSchema>;
