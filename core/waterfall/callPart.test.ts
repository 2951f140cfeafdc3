import fc from 'fast-check';
import { callPart, type Span } from './index';

function span(id: string, parentId: string | null): Span {
  return { id, parentId, name: id, startMs: 0, durationMs: 1, status: 'ok', service: 's', attributes: {}, events: [] };
}

const tree = (spans: readonly Span[]) => spans.map(({ id, parentId }) => [id, parentId]);
const trace = [
  span('app', null),
  span('gateway', 'app'),
  span('llm', 'gateway'),
  span('provider', 'llm'),
  span('other', 'app'),
];

test('of a caller’s larger trace the call’s own root is the root, with all that is below it', () => {
  expect(tree(callPart(trace, 'gateway'))).toEqual([
    ['gateway', null],
    ['llm', 'gateway'],
    ['provider', 'llm'],
  ]);
});

test('a trace without that span is given whole', () => {
  expect(callPart(trace, 'gone')).toEqual(trace);
});

test('spans that are each other’s ancestors end it too', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(id, fc.option(id)), { selector: ([own]) => own }), id, (pairs, rootId) => {
      const spans = pairs.map(([own, parent]) => span(own, parent));
      expect(callPart(spans, rootId).length).toBeLessThanOrEqual(spans.length);
    }),
    { numRuns: 100 },
  );
});
