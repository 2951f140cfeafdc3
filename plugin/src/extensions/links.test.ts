import { locationService } from '@grafana/runtime';
import { alertLink } from './alertLink';
import { logLink, spanLink, traceLink } from './callLinks';

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

test('an alert of ours leads to the calls that its labels tell of, another’s nowhere', () => {
  const ours = { __grafana_origin: 'plugin/luthien-lens-app' };
  const instance = (labels: Record<string, string>) => ({ instance: { labels } });
  expect(alertLink.configure?.(instance(ours))).toEqual({});
  expect(alertLink.configure?.(instance({ policy: 'pii' }))).toBeUndefined();
  expect(alertLink.configure?.(undefined)).toBeUndefined();
  const open = (labels: Record<string, string>): string => {
    const helpers = { context: instance(labels), extensionPointId: '', openModal: () => undefined };
    alertLink.onClick?.(undefined, {
      ...helpers,
      openSidebar: () => undefined,
      closeSidebar: () => undefined,
    });
    const { pathname, search } = locationService.getLocation();
    return pathname + search;
  };
  expect(open({ ...ours, policy: 'pii & co', model: '', alertname: 'x' })).toBe(
    '/a/luthien-lens-app/calls?policy=pii+%26+co',
  );
  expect(open(ours)).toBe('/a/luthien-lens-app/calls');
});
