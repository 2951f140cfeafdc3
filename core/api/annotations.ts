import * as z from 'zod';
import { callQuerySchema } from './calls';

export const annotationKindSchema = z.enum(['deployment', 'policies', 'error']);

/** Query of `GET /api/v1/annotations`. */
export const annotationQuerySchema = callQuerySchema.pick({ from: true, to: true }).extend({
  kind: annotationKindSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const annotationSchema = z
  .object({
    at: z.iso.datetime({ precision: 3 }),
    kind: annotationKindSchema.describe(
      '`deployment`: a gateway started; `policies`: it started with other policies than the last time; `error`: errors of a group were seen for the first time.',
    ),
    title: z.string(),
    text: z.string(),
    callId: z.string().nullable().describe('A call that shows it.'),
  })
  .meta({ id: 'Annotation' });

export const annotationListSchema = z
  .object({ annotations: z.array(annotationSchema).describe('The newest first.') })
  .meta({ id: 'AnnotationList' });

export type Annotation = z.infer<typeof annotationSchema>;
export type AnnotationQuery = z.infer<typeof annotationQuerySchema>;
export type AnnotationList = z.infer<typeof annotationListSchema>;
