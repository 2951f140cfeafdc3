import fc from 'fast-check';
import { layoutWaterfall, type Span } from './index';

function span(id: string, parentId: string | null, startMs: number, durationMs: number, name = id): Span {
  return { id, parentId, name, startMs, durationMs, status: 'ok', service: 'lens', attributes: {}, events: [] };
}

const ids = (spans: Span[], collapsed?: Set<string>) =>
  layoutWaterfall(spans, collapsed ? { collapsed } : {}).rows.map((row) => `${'  '.repeat(row.depth)}${row.span.id}`);

const call: Span[] = [
  span('root', null, 1000, 100, 'gateway.chat_completions'),
  span('response', 'root', 1090, 8, 'control_plane.process_full_response'),
  span('llm', 'root', 1010, 78, 'llm.completion'),
  span('request', 'root', 1001, 8, 'control_plane.process_request'),
  span('policy', 'response', 1092, 4, 'policy.pii-redaction'),
];

test('rows stand in tree order, siblings by start', () => {
  expect(ids(call)).toEqual(['root', '  request', '  llm', '  response', '    policy']);
});

test('a collapsed span hides what is below it', () => {
  expect(ids(call, new Set(['response']))).toEqual(['root', '  request', '  llm', '  response']);
  const rows = layoutWaterfall(call, { collapsed: new Set(['root']) }).rows;
  expect(rows).toMatchObject([{ hasChildren: true, expanded: false }]);
});

test('rows tell their place among their siblings', () => {
  const { rows } = layoutWaterfall(call);
  expect(rows.map(({ position, siblings }) => `${position}/${siblings}`)).toEqual(['1/1', '1/3', '2/3', '3/3', '1/1']);
});

test('bars are fractions of the whole', () => {
  const { startMs, durationMs, rows } = layoutWaterfall(call);
  expect({ startMs, durationMs }).toEqual({ startMs: 1000, durationMs: 100 });
  expect(rows[0]?.bar).toEqual({ start: 0, width: 1 });
  expect(rows[2]?.bar.start).toBeCloseTo(0.1);
  expect(rows[2]?.bar.width).toBeCloseTo(0.78);
});

test('the gateway’s own time is what neither provider, policy nor child took', () => {
  const { rows } = layoutWaterfall(call);
  const own = (index: number) =>
    rows[index]?.own.map(({ start, width }) => [start, width].map((n) => Math.round(n * 100)));
  expect(own(0)).toEqual([
    [0, 1],
    [9, 1],
    [88, 2],
    [98, 2],
  ]);
  expect(own(3)).toEqual([
    [90, 2],
    [96, 2],
  ]);
  expect(own(2)).toEqual([]);
});

test('the critical path runs through the child that ended last', () => {
  const parallel = [span('root', null, 0, 100), span('long', 'root', 10, 80), span('short', 'root', 10, 20)];
  const { rows } = layoutWaterfall(parallel);
  const critical = new Map(rows.map((row) => [row.span.id, row.critical]));
  expect(critical.get('root')).toMatchObject([{ start: 0 }, { start: 0.9 }]);
  expect(critical.get('long')).toMatchObject([{ start: 0.1 }]);
  expect(critical.get('short')).toEqual([]);
});

test('the critical path goes into the call that the last span waited for', () => {
  const stream = [span('root', null, 0, 100), span('llm', 'root', 5, 90), span('pass on', 'root', 40, 59)];
  const { rows } = layoutWaterfall(stream);
  expect(rows.map((row) => [row.span.id, row.critical.map(({ start, width }) => [start, start + width])])).toEqual([
    [
      'root',
      [
        [0, 0.05],
        [0.99, 1],
      ],
    ],
    ['llm', [[0.05, 0.4]]],
    ['pass on', [[0.4, 0.99]]],
  ]);
});

test('a span with a missing parent becomes a root and says so', () => {
  const { rows } = layoutWaterfall([span('a', 'gone', 0, 10), span('b', 'a', 1, 5)]);
  expect(rows).toMatchObject([
    { depth: 0, orphan: true },
    { depth: 1, orphan: false },
  ]);
});

test('a circle of parents is opened once and loses no span', () => {
  expect(ids([span('a', 'b', 0, 10), span('b', 'a', 1, 5), span('c', 'b', 2, 1)])).toEqual(['a', '  b', '    c']);
  expect(ids([span('self', 'self', 0, 1)])).toEqual(['self']);
});

test('no spans give an empty chart, a span of no length a full bar', () => {
  expect(layoutWaterfall([])).toMatchObject({ rows: [], durationMs: 0, omitted: 0 });
  expect(layoutWaterfall([span('a', null, 5, 0)]).rows[0]?.bar).toEqual({ start: 0, width: 1 });
});

test('spans beyond the limit are counted, unusable ones too', () => {
  const many = Array.from({ length: 30 }, (_, index) => span(`s${index}`, null, index, 1));
  expect(layoutWaterfall(many, { maxRows: 10 })).toMatchObject({ omitted: 20 });
  expect(layoutWaterfall([span('a', null, Number.NaN, 1), span('b', null, 0, 1)])).toMatchObject({ omitted: 1 });
  expect(layoutWaterfall([span('a', null, 0, Infinity), span('b', null, 0, 1)])).toMatchObject({
    omitted: 1,
    durationMs: 1,
  });
});

test.each([
  [100, [0, 20, 40, 60, 80, 100]],
  [1240, [0, 200, 400, 600, 800, 1000, 1200]],
  [0.7, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]],
])('an axis of %d ms has round ticks', (durationMs, expected) => {
  const { ticks } = layoutWaterfall([span('a', null, 0, durationMs)]);
  expect(ticks.map(({ ms }) => Number(ms.toPrecision(6)))).toEqual(expected);
  expect(ticks.every(({ at }) => at >= 0 && at <= 1)).toBe(true);
});

test('whatever the spans, each is drawn once and inside the axis', () => {
  const id = fc.integer({ min: 0, max: 12 }).map(String);
  const anySpan = fc
    .record({ id, parentId: fc.option(id), startMs: fc.integer({ min: 0, max: 99 }), durationMs: fc.nat(99) })
    .map(({ id, parentId, startMs, durationMs }) => span(id, parentId, startMs, durationMs));
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 20 }), (spans) => {
      const { rows } = layoutWaterfall(spans);
      expect(rows.map((row) => row.span.id).sort()).toEqual([...new Set(spans.map(({ id }) => id))].sort());
      for (const { bar, critical, own } of rows) {
        for (const { start, width } of [bar, ...critical, ...own]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThanOrEqual(0);
          expect(start + width).toBeLessThanOrEqual(1 + 1e-9);
        }
      }
    }),
  );
});
