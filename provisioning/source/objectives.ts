import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const fileSchema = z.object({
  service: z.string(),
  slos: z.array(
    z.object({
      name: z.string(),
      objective: z.number(),
      description: z.string(),
      sli: z.object({ events: z.object({ error_query: z.string(), total_query: z.string() }) }),
      alerting: z.object({ name: z.string() }),
    }),
  ),
});

export interface Objective {
  name: string;
  /** The part of events that must be good: 0.995. */
  target: number;
  description: string;
  alert: string;
  /** The part of events that were bad within `window`. */
  badPart: (window: string) => string;
}

/** The objectives of `observability/slo.yaml`, which has the form of Sloth. */
export function readObjectives(file: string): Objective[] {
  const { slos } = fileSchema.parse(parse(readFileSync(file, 'utf8')));
  return slos.map(({ name, objective, description, sli, alerting }) => {
    const over = (query: string, window: string) => query.trim().replaceAll('{{.window}}', window);
    const { error_query: bad, total_query: all } = sli.events;
    return {
      name,
      target: Number((objective / 100).toFixed(6)),
      description,
      alert: alerting.name,
      // Without a single bad event the series of those may not exist; that is none, not unknown.
      badPart: (window) => `((${over(bad, window)}) or vector(0)) / (${over(all, window)} > 0)`,
    };
  });
}
