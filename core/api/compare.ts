import { z } from 'zod';
import type { DiffResult } from '../diff';
import type { Json } from '../json';
import { callSchema, type Call } from './calls';
import { diffResultSchema, jsonSchema } from './diff';

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

/** One direction of two calls. */
export interface ComparedSide {
  a: Json | null;
  b: Json | null;
  /** Null when either call has no body to compare in this direction. */
  diff: DiffResult | null;
  /** `bodies` though `messages` were asked for: one of them is no conversation. */
  as: ComparedShape;
  /** Something in `a` or `b` is masked for this reader. */
  masked: boolean;
}

/** `GET /api/v1/compare?a=&b=`: two calls' figures, and what differs in what was asked and answered. */
export interface CallComparison {
  a: Call;
  b: Call;
  of: ComparedBodies;
  request: ComparedSide;
  response: ComparedSide;
}

export const comparedSideSchema: z.ZodType<ComparedSide> = z
  .object({
    a: jsonSchema.nullable(),
    b: jsonSchema.nullable(),
    diff: diffResultSchema.nullable(),
    as: comparedShapeSchema.describe('`bodies` though `messages` were asked for: one of them is no conversation.'),
    masked: z.boolean().describe('Something in a or b is masked for this reader.'),
  })
  .meta({ id: 'ComparedSide' });

export const callComparisonSchema: z.ZodType<CallComparison> = z
  .object({
    a: callSchema,
    b: callSchema,
    of: comparedBodiesSchema,
    request: comparedSideSchema,
    response: comparedSideSchema,
  })
  .meta({ id: 'CallComparison' });
