import { z } from 'zod';
import type { DiffResult } from '../diff';
import type { Json } from '../json';
import { callSchema, type Call } from './calls';
import { diffResultSchema, jsonSchema } from './diff';

/** Query of `GET /api/v1/compare`. */
export const compareQuerySchema = z.object({
  a: z.uuid().describe('Call on the left side.'),
  b: z.uuid().describe('Call on the right side.'),
});

/** One direction of two calls: the final bodies, so nothing a policy redacted is in it. */
export interface ComparedSide {
  a: Json | null;
  b: Json | null;
  /** Null when either call has no body in this direction. */
  diff: DiffResult | null;
}

/** `GET /api/v1/compare?a=&b=`: two calls' figures, and what differs in what was asked and answered in the end. */
export interface CallComparison {
  a: Call;
  b: Call;
  request: ComparedSide;
  response: ComparedSide;
}

export const comparedSideSchema: z.ZodType<ComparedSide> = z
  .object({ a: jsonSchema.nullable(), b: jsonSchema.nullable(), diff: diffResultSchema.nullable() })
  .meta({ id: 'ComparedSide' });

export const callComparisonSchema: z.ZodType<CallComparison> = z
  .object({ a: callSchema, b: callSchema, request: comparedSideSchema, response: comparedSideSchema })
  .meta({ id: 'CallComparison' });
