import fc from 'fast-check';
import { measureJson } from './measureJson';

const measure = (text: string, depth = 5, values = 100): { depth: number; values: number } =>
  measureJson(text, depth, values);
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('measuring JSON before it is parsed', () => {
  test('finds nesting beyond the limit, at whatever size', () => {
    expect(measure(nested(5)).depth).toBe(5);
    expect(measure(nested(6)).depth).toBe(6);
    expect(measure('{"a":'.repeat(6)).depth).toBe(6);
    expect(measure('['.repeat(30_000_000)).depth).toBe(6);
  });

  test('finds more values than the limit', () => {
    expect(measure(`[${'1,'.repeat(200)}1]`).values).toBe(101);
    expect(measure(`[${'[],'.repeat(60)}[]]`, 500).values).toBe(101);
  });

  test('is not led astray by brackets, quotes and backslashes inside strings', () => {
    const hostile = [
      '[[[[[[[[',
      '"[[[[[[[',
      '\\"[[[[[[',
      '\\\\',
      `${'x'.repeat(100)}"[[[[[[[`,
      `${'\\'.repeat(101)}"[[[[[[`,
      ',,,,',
    ];
    for (const text of hostile)
      expect(measure(JSON.stringify([text, 'x'.repeat(20)]), 5, 10)).toEqual({ depth: 1, values: 3 });
  });

  test('never undercounts: what it clears is within both limits', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    const valuesOf = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, each) => sum + valuesOf(each), 1)
        : 1;
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 8 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 40 }),
        (text, depth, values) => {
          const parsed: unknown = JSON.parse(text);
          const measured = measureJson(text, depth, values);
          expect(measured.depth > depth || measured.values > values || depthOf(parsed) <= depth).toBe(true);
          expect(measured.values > values || measured.depth > depth || valuesOf(parsed) <= values + 1).toBe(true);
          // What it refuses is really beyond a limit.
          if (measured.depth > depth) expect(depthOf(parsed)).toBeGreaterThan(depth);
        },
      ),
    );
  });
});
