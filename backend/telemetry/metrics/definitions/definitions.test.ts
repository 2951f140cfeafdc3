import { readFileSync } from 'node:fs';
import path from 'node:path';
import { metricDefinitions, type MetricDefinition } from '.';

const page = readFileSync(path.resolve(__dirname, '../../../../docs/metrics.md'), 'utf8');
const documented = [...page.matchAll(/^\| `(\w+)` +\| (counter|gauge|histogram) +\| (.*?) *\| (.*?) *\|$/gm)].map(
  ([, name = '', type, labels = '', help]) => ({ name, type, labels: labels.match(/\w+/g) ?? [], help }),
);
const defined = Object.entries<MetricDefinition>(metricDefinitions).map(([name, { type, labels, help }]) => {
  return { name, type, labels: [...labels], help };
});
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

test('docs/metrics.md lists every metric with its type, labels and words, and no other', () => {
  expect(documented.sort(byName)).toEqual(defined.sort(byName));
});

test('counters and only counters end with _total', () => {
  expect(defined.filter(({ name, type }) => name.endsWith('_total') !== (type === 'counter'))).toEqual([]);
});
