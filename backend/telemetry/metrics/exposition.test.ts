import { writeExposition, type Family } from './exposition';
import { addTo, emptyHistogram } from './histogram';

const buckets = [0.1, 1];
const seconds = emptyHistogram(buckets);
addTo(seconds, buckets, 0.1);
addTo(seconds, buckets, 0.5, { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', value: 0.5, at: 1_790_000_000_250 });
addTo(seconds, buckets, 7);

const families: Family[] = [
  { name: 'calls_total', type: 'counter', help: 'Calls.', series: [{ labels: { status: '200' }, state: 3 }] },
  { name: 'in_flight', type: 'gauge', help: 'Calls now.', series: [{ labels: {}, state: 1 }] },
  { name: 'seconds', type: 'histogram', help: 'Time.', buckets, series: [{ labels: { of: 'a' }, state: seconds }] },
];

test('OpenMetrics names counters without their suffix, has exemplars and says where it ends', () => {
  expect(writeExposition(families, 'openmetrics')).toBe(`# HELP calls Calls.
# TYPE calls counter
calls_total{status="200"} 3
# HELP in_flight Calls now.
# TYPE in_flight gauge
in_flight 1
# HELP seconds Time.
# TYPE seconds histogram
seconds_bucket{of="a",le="0.1"} 1
seconds_bucket{of="a",le="1"} 2 # {trace_id="4bf92f3577b34da6a3ce929d0e0e4736"} 0.5 1790000000.25
seconds_bucket{of="a",le="+Inf"} 3
seconds_sum{of="a"} 7.6
seconds_count{of="a"} 3
# EOF
`);
});

test('the classic format names counters whole and has neither exemplars nor an end', () => {
  const text = writeExposition(families, 'classic');
  expect(text).toContain('# HELP calls_total Calls.\n# TYPE calls_total counter\ncalls_total{status="200"} 3\n');
  expect(text).toContain('seconds_bucket{of="a",le="1"} 2\n');
  expect(text).not.toMatch(/trace_id|EOF/);
});

test('values of labels can hold whatever a configuration names', () => {
  const series = [{ labels: { upstream: 'a "b" \\ c\nd' }, state: 0 }];
  const text = writeExposition([{ name: 'x', type: 'gauge', help: 'X.', series }], 'classic');
  expect(text.split('\n')[2]).toBe('x{upstream="a \\"b\\" \\\\ c\\nd"} 0');
});

test.each([
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
  [NaN, 'NaN'],
  [1e21, '1e+21'],
  [0.1 + 0.2, '0.30000000000000004'],
])('%d is written as %s', (state, text) => {
  const series = [{ labels: {}, state }];
  expect(writeExposition([{ name: 'x', type: 'gauge', help: 'X.', series }], 'classic')).toContain(`\nx ${text}\n`);
});
