import fc from 'fast-check';
import { isObject } from './isObject';
import { stringSpans } from './stringSpans';
import type { Json, Path } from './types';

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [path, ...entries.flatMap(([step, inner]) => pathsOf(inner, [...path, step]))];
}

const at = (value: Json, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value);

test('every string of a JSON text is found where it stands, and nothing else', () => {
  fc.assert(
    fc.property(fc.json(), fc.boolean(), (text, isSpaced) => {
      const value = JSON.parse(text) as Json;
      const json = isSpaced ? JSON.stringify(value, null, 1) : text;
      const paths = pathsOf(value);
      const found = stringSpans(json, paths).map(
        (span): unknown => span && JSON.parse(`"${json.slice(span.start, span.end)}"`),
      );
      const strings = paths.map((path) => at(value, path)).map((one) => (typeof one === 'string' ? one : null));
      expect(found).toEqual(strings);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['keys that are spelled with escapes', '{"a\\u0062":{"\\"":"x"}}', ['ab', '"'], 'x'],
  ['signs of JSON within strings', '{"a":"],{}","b":["[\\"",{"c":"x"}]}', ['b', 1, 'c'], 'x'],
  ['an empty string', '{"a":""}', ['a'], ''],
])('%s', (_what, json, path, inside) => {
  const [span] = stringSpans(json, [path]);
  expect(span && json.slice(span.start, span.end)).toBe(inside);
});
