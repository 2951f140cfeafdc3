/** @jest-environment jsdom */
import type { CallView } from '@lens/core/api';
import { toolConversation, workedExample } from '@lens/viewer/fixtures';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ApiError } from '../api';
import { keepList } from '../kept/lastList';
import { testServices, type TestServices } from '../testing';
import { useCall, type FirstView } from './index';

const { callId } = workedExample.call;

function open(services: TestServices, first: FirstView | null = { view: workedExample, complete: true }) {
  return renderHook(() => useCall({ callId, first, tab: 'changes' }, services)).result;
}

test('a view that came whole is there at once', () => {
  const { data } = open(testServices({})).current;
  expect([data.view, data.bodies]).toEqual([workedExample, 'ready']);
});

test.each([
  ['bodies that were too large to come along', { view: toolConversation, complete: false }],
  ['a call of which nothing came along', null],
])('%s are asked for', async (_what, first) => {
  const asked: string[] = [];
  const getCallView = (id: string): Promise<CallView> => {
    asked.push(id);
    return Promise.resolve(workedExample);
  };
  const result = open(testServices({ getCallView }), first);
  expect(result.current.data.bodies).toBe('loading');
  expect(result.current.data.view).toBe(first?.view ?? null);
  await waitFor(() => expect(result.current.data.bodies).toBe('ready'));
  expect(result.current.data.view).toBe(workedExample);
  expect(asked).toEqual([callId]);
});

test('bodies that do not come say why', async () => {
  const getCallView = () => Promise.reject(new ApiError('view_too_slow', 'It takes too long.', 504));
  const result = open(testServices({ getCallView }), { view: toolConversation, complete: false });
  await waitFor(() => expect(result.current.data.bodies).toEqual({ failed: 'It takes too long.' }));
});

test('the view in front is in the address, and follows it', () => {
  const services = testServices({}, '/call#response:a');
  const result = open(services);
  act(() => result.current.actions.openTab('raw'));
  expect(result.current.data.tab).toBe('raw');
  expect([services.address.read().search, services.address.read().hash]).toEqual(['?tab=raw', '#response:a']);
  act(() => services.address.go('/call?tab=events'));
  expect(result.current.data.tab).toBe('events');
});

test('the list that the reader came from leads on', () => {
  const services = testServices({});
  keepList(services.storage, { href: '/?model=m', callIds: ['newer', callId] });
  expect(open(services).current.data.list).toEqual({
    href: '/?model=m',
    previous: { href: '/v2/debug/request/newer', age: 'newer' },
    next: null,
  });
});

test('a score that is given while the bodies are on their way is shown when they are there', async () => {
  const score = { name: 'tone', value: 1, comment: null, scorer: 'ada', at: '2026-11-20T12:00:00.000Z' };
  const onTheWay = Promise.withResolvers<CallView>();
  const services = testServices({ getCallView: () => onTheWay.promise });
  const result = open(services, { view: toolConversation, complete: false });
  const taken = { ok: true, json: () => Promise.resolve(score), status: 201 } as Response;
  await act(() => result.current.actions.giveScore(score, () => Promise.resolve(taken)));
  onTheWay.resolve(workedExample);
  await waitFor(() => expect(result.current.data.bodies).toBe('ready'));
  expect(result.current.data.view).toEqual({ ...workedExample, scores: [...workedExample.scores, score] });
});

test('a score that was taken is shown in the place of the one before it, another is told why not', async () => {
  const score = { name: 'hallucination', value: 1, comment: null };
  const given = { ...score, scorer: 'ada', at: '2026-11-20T12:00:00.000Z' };
  const others = [
    { ...given, scorer: 'bo' },
    { ...given, name: 'tone' },
  ];
  const view = { ...workedExample, scores: [{ ...given, value: 0 }, ...others] };
  const result = open(testServices({}), { view, complete: true });
  const give = (status: number, body: unknown) =>
    act(() =>
      result.current.actions.giveScore(score, () =>
        Promise.resolve({ ok: status < 400, json: () => Promise.resolve(body), status } as Response),
      ),
    );
  expect(await give(403, { code: 'forbidden', detail: 'Not yours.' })).toBe('Not yours.');
  expect(result.current.data.view?.scores).toEqual(view.scores);
  expect(await give(201, given)).toBeNull();
  expect(result.current.data.view?.scores).toEqual([...others, given]);
});
