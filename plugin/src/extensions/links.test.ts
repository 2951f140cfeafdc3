import { locationService } from '@grafana/runtime';
import { callQuerySchema } from '@lens/core/api';
import { alertLink } from './alertLink';
import { logLink, spanLink, traceLink } from './callLinks';
import { paletteLinks } from './paletteLinks';

// What types of later versions than 12.2 want is among it.
const helpers = {
  extensionPointId: '',
  openModal: () => undefined,
  openSidebar: () => undefined,
  closeSidebar: () => undefined,
  toggleSidebar: () => undefined,
};
const place = (): string => {
  const { pathname, search } = locationService.getLocation();
  return pathname + search;
};

const trace = (...ids: unknown[]) => ({
  traceID: 'abc',
  spans: [{}, ...ids.map((value) => ({ tags: [{ key: 'luthien.call_id', value }] }))],
});

test('a trace leads to its call, to its calls, and where there are none nowhere', () => {
  expect(traceLink.configure?.(trace('a', 'a'))).toEqual({});
  expect(traceLink.configure?.(trace('a', 'b'))).toEqual({ title: 'Open 2 calls in Luthien Lens' });
  for (const none of [trace(), trace('', 7, null), undefined]) expect(traceLink.configure?.(none)).toBeUndefined();
});

test('a span’s attribute, or its resource’s, leads to the call that it names', () => {
  const named = { 'luthien.call_id': ['a/b'] };
  const there = { path: '/a/luthien-lens-app/calls/a%2Fb' };
  expect(spanLink.configure?.({ attributes: {}, spanAttributes: named })).toEqual(there);
  expect(spanLink.configure?.({ attributes: named })).toEqual(there);
  expect(spanLink.configure?.({ attributes: { other: ['x'] } })).toBeUndefined();
});

test('a log line’s field leads to the call that it names', () => {
  expect(logLink.configure?.({ attributes: { call_id: ['id'] } })).toEqual({ path: '/a/luthien-lens-app/calls/id' });
  expect(logLink.configure?.({ attributes: { call_id: [''] } })).toBeUndefined();
});

describe('an alert', () => {
  const ours = { __grafana_origin: 'plugin/luthien-lens-app' };
  const activeAt = '2026-11-30T08:30:00.5Z';

  function placeOf(labels: Record<string, string>, calls?: string, at = activeAt): string {
    const context = {
      instance: { labels, activeAt: at },
      rule: { labels: ours, annotations: calls === undefined ? {} : { luthien_calls: calls } },
    };
    alertLink.onClick?.(undefined, { ...helpers, context });
    return place();
  }

  test('of ours leads to calls, another’s nowhere', () => {
    const annotations = { luthien_calls: 'calls?status=failed&minutes=5' };
    expect(alertLink.configure?.({ instance: { labels: ours }, rule: { annotations } })).toEqual({});
    expect(alertLink.configure?.({ rule: { labels: { service: 'luthien-lens', policy: 'pii' } } })).toEqual({});
    // Of the gateway: no call explains it.
    expect(alertLink.configure?.({ instance: { labels: { ...ours, instance: 'a' } } })).toBeUndefined();
    expect(alertLink.configure?.({ instance: { labels: { policy: 'pii' } } })).toBeUndefined();
    expect(alertLink.configure?.(undefined)).toBeUndefined();
  });

  test.each([
    [{}, 'calls?status=failed&minutes=5', '/calls?status=failed&from=2026-11-30T08%3A25%3A00.500Z'],
    [{ policy: 'pii & co', model: '', alertname: 'x' }, undefined, '/calls?policy=pii+%26+co'],
    // Metrics have one name for all models that nobody named, and no date behind the others.
    [{ model: 'other', provider: 'openai' }, 'calls?slower=1000', '/calls?slower=1000&provider=openai'],
    [{ model: 'gpt-4o' }, 'calls', '/calls?model=gpt-4o*'],
    [{ model: 'gpt-*' }, 'calls', '/calls?model=gpt-*'],
    [{ environment: 'staging' }, 'errors?kind=policy', '/errors?kind=policy'],
    [{}, '/../../admin', '/calls'],
    [{}, undefined, '/calls'],
  ])('with the labels %j that is about %s leads to %s', (labels, calls, place) => {
    expect(placeOf(labels, calls)).toBe(`/a/luthien-lens-app${place}`);
  });

  test.each(['1e300', 'five', 'Infinity'])(
    'that was about %s minutes leads to a list that says that this is no time',
    (minutes) => {
      const from = new URL(placeOf({}, `calls?minutes=${minutes}`), 'http://grafana').searchParams.get('from');
      expect(from).toBe(`${minutes} minutes before ${activeAt}`);
      expect(callQuerySchema.safeParse({ from }).success).toBe(false);
    },
  );

  test('that is not active has no time', () => {
    expect(placeOf({}, 'calls?minutes=5', '0001-01-01T00:00:00Z')).toBe('/a/luthien-lens-app/calls');
  });
});

test('what is chosen in the command palette is gone to, not only linked', () => {
  const places = paletteLinks.map((link) => {
    link.onClick?.(undefined, helpers);
    return place();
  });
  expect(places).toEqual(['calls', 'live', 'errors'].map((page) => `/a/luthien-lens-app/${page}`));
  expect(paletteLinks.filter(({ path }) => path !== undefined)).toEqual([]);
});
