import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { metricDefinitions, type MetricDefinition } from '.';

const query = z.string().includes('[{{.window}}]');
const fileSchema = z.strictObject({
  version: z.literal('prometheus/v1'),
  service: z.string(),
  slos: z.array(
    z.strictObject({
      name: z.string(),
      objective: z.number().gt(0).lt(100),
      description: z.string(),
      sli: z.strictObject({ events: z.strictObject({ error_query: query, total_query: query }) }),
      alerting: z.strictObject({ name: z.string() }),
    }),
  ),
});

const file = path.resolve(__dirname, '../../../../observability/slo.yaml');
const { slos } = fileSchema.parse(parse(readFileSync(file, 'utf8')));
const queries = slos.flatMap(({ sli }) => Object.values(sli.events));
const definitions: Readonly<Record<string, MetricDefinition>> = metricDefinitions;

/** Metrics with the labels that a query asks for. */
function asked(text: string): { name: string; labels: Record<string, string> }[] {
  return [...text.matchAll(/([a-z_]+)(?:\{([^}]*)\})?\[/g)].map(([, name = '', matchers = '']) => ({
    name,
    labels: Object.fromEntries(
      [...matchers.matchAll(/(\w+)=~?"([^"]*)"/g)].map(([, label = '', value = '']) => [label, value]),
    ),
  }));
}

test('the targets are those that are promised', () => {
  expect(slos.map(({ name, objective }) => [name, objective])).toEqual([
    ['availability', 99.5],
    ['error-rate', 95],
    ['latency-p95', 95],
    ['cost-per-request', 95],
  ]);
  const bounds = queries.flatMap(asked).flatMap(({ labels }) => labels['le'] ?? []);
  expect(bounds).toEqual(['30', '0.05']);
});

test('every metric that an objective needs exists, with its labels and bounds', () => {
  const missing = queries.flatMap(asked).flatMap(({ name, labels }) => {
    const definition = definitions[name] ?? definitions[name.replace(/_(bucket|count|sum)$/, '')];
    if (definition === undefined) return [name];
    const { le, ...others } = labels;
    const isBound = le === undefined || (definition.type === 'histogram' && definition.buckets.includes(Number(le)));
    return [
      ...(isBound ? [] : [`${name} le=${le}`]),
      ...Object.keys(others).filter((label) => !definition.labels.includes(label)),
    ];
  });
  expect(queries.flatMap(asked).length).toBeGreaterThan(8);
  expect(missing).toEqual([]);
});
