import * as z from 'zod';

/** What `POST /api/v1/calls/{id}/scores` takes. */
export const newScoreSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][\w.-]{0,63}$/, 'Give a name of letters, digits, ".", "_" and "-", 64 at most.')
      .describe('What is judged, as in `hallucination`.'),
    value: z
      .union([z.number(), z.boolean().transform(Number)])
      .describe('A number, or true and false for 1 and 0. Of a rate 1 is yes.'),
    comment: z.string().max(2000).nullish().describe('For readers with `reveal`, as it may quote what was redacted.'),
  })
  .meta({ id: 'NewScore' });

export const scoreSchema = z
  .object({
    name: z.string(),
    value: z.number(),
    comment: z.string().nullable().describe('Null for readers without `reveal`.'),
    scorer: z.string().describe('Name of the token or sign-in that gave it.'),
    at: z.iso.datetime({ precision: 3 }),
  })
  .meta({ id: 'Score', description: 'What somebody said of a call afterwards.' });

export const scoresSchema = z.object({ scores: z.array(scoreSchema) }).meta({ id: 'Scores' });

export type Score = z.infer<typeof scoreSchema>;
