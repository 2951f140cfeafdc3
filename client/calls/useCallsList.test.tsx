/** @jest-environment jsdom */
import type { Call, CallPage } from '@lens/core/api';
import { toolConversation, workedExample } from '@lens/viewer/fixtures';
import { listQuery } from '@lens/viewer/address';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ApiError, type CallsAsked } from '../api';
import { readList } from '../kept/lastList';
import { testServices } from '../testing';
import { useCallsList, type ListedCalls } from './index';

const pageOf = (...calls: Call[]): CallPage => ({ calls, next: null });
const first: ListedCalls = { page: pageOf(workedExample.call), filters: {}, order: 'newest', position: {} };

/** The hook over a server that answers by `answer`, on the page that is given, and what the server was asked. */
function open(
  answer: (asked: CallsAsked) => CallPage | Error,
  given: ListedCalls | null = first,
  at = `/?${listQuery(given ?? {}).toString()}`,
) {
  const asked: CallsAsked[] = [];
  const services = testServices(
    {
      listCalls(query) {
        asked.push(query);
        const answered = answer(query);
        return answered instanceof Error ? Promise.reject(answered) : Promise.resolve(answered);
      },
    },
    at,
  );
  const { result, unmount } = renderHook(() => useCallsList(given, services));
  const shownIds = () => result.current.data.shown?.page.calls.map((call) => call.callId) ?? null;
  return { result, unmount, asked, services, shownIds };
}

test('what came with the page is shown without asking', () => {
  const { asked, shownIds } = open(() => pageOf());
  expect(shownIds()).toEqual([workedExample.call.callId]);
  expect(asked).toEqual([]);
});

test('a reader who went back before the page was alive is shown what the address names', async () => {
  const { asked, shownIds } = open(() => pageOf(toolConversation.call), { ...first, order: 'oldest' }, '/');
  await waitFor(() => expect(shownIds()).toEqual([toolConversation.call.callId]));
  expect(asked).toEqual([{}]);
});

test('without a first page the one that the address names is asked for', async () => {
  const { asked, shownIds } = open(() => pageOf(toolConversation.call), null, '/?model=gpt-5&since=1h&before=x');
  expect(shownIds()).toBeNull();
  await waitFor(() => expect(shownIds()).toEqual([toolConversation.call.callId]));
  expect(asked).toEqual([{ model: 'gpt-5', before: 'x', from: '2026-11-20T11:00:00.000Z' }]);
});

test('a filter is asked for, and is in the address', async () => {
  const { result, asked, services, shownIds } = open(() => pageOf(toolConversation.call));
  act(() => result.current.actions.filter({ model: 'gpt-5' }));
  await waitFor(() => expect(shownIds()).toEqual([toolConversation.call.callId]));
  expect(asked).toEqual([{ model: 'gpt-5' }]);
  expect(services.address.read().search).toBe('?model=gpt-5');
});

test('another order is asked for from its beginning, and is in the address', async () => {
  const given: ListedCalls = { ...first, filters: { model: 'm' }, position: { before: 'x' } };
  const { result, asked, services } = open(() => pageOf(toolConversation.call), given);
  act(() => result.current.actions.sort('oldest'));
  await waitFor(() => expect(result.current.data.shown?.order).toBe('oldest'));
  expect(asked).toEqual([{ model: 'm', order: 'oldest' }]);
  expect(services.address.read().search).toBe('?model=m&order=oldest');
});

test('going back in the browser goes back to the list there', async () => {
  const { asked, services, shownIds } = open(() => pageOf(toolConversation.call));
  act(() => services.address.go('/?text=word'));
  await waitFor(() => expect(shownIds()).toEqual([toolConversation.call.callId]));
  expect(asked).toEqual([{ text: 'word' }]);
});

test('a router that tells of our own steps too has nothing asked twice', async () => {
  const { result, asked, services, shownIds } = open(() => pageOf(toolConversation.call));
  act(() => {
    result.current.actions.filter({ model: 'gpt-5' });
    services.address.go('/?model=gpt-5');
  });
  await waitFor(() => expect(shownIds()).toEqual([toolConversation.call.callId]));
  expect(asked).toHaveLength(1);
});

test('a list that could not be read says why, keeps what was shown, and may be asked for again', async () => {
  let fails = true;
  const { result, shownIds } = open(() =>
    fails ? new ApiError('busy', 'The database is away.', 503) : pageOf(toolConversation.call),
  );
  act(() => result.current.actions.refresh());
  await waitFor(() => expect(result.current.data.failed).toBe('The database is away.'));
  expect(shownIds()).toEqual([workedExample.call.callId]);
  fails = false;
  act(() => result.current.actions.refresh());
  await waitFor(() => expect(shownIds()).toEqual([toolConversation.call.callId]));
  expect(result.current.data.failed).toBeNull();
});

test('the answer to what was asked for before is not shown', async () => {
  const answers: ((page: CallPage) => void)[] = [];
  const services = testServices({ listCalls: () => new Promise((resolve) => answers.push(resolve)) });
  const { result } = renderHook(() => useCallsList(first, services));
  act(() => result.current.actions.filter({ model: 'a' }));
  act(() => result.current.actions.filter({ model: 'b' }));
  await act(async () => {
    answers[1]?.(pageOf(toolConversation.call));
    answers[0]?.(pageOf());
    await Promise.resolve();
  });
  await waitFor(() => expect(result.current.data.shown?.filters).toEqual({ model: 'b' }));
  expect(result.current.data.shown?.page.calls).toHaveLength(1);
});

test('the list is kept for the pages of its calls', () => {
  const { services } = open(() => pageOf(), { ...first, filters: { model: 'm' } });
  expect(readList(services.storage)).toEqual({ href: '/?model=m', callIds: [workedExample.call.callId] });
});

describe('as time passes', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const aMoment = () => act(() => jest.advanceTimersByTimeAsync(6_000));

  test('newer calls are counted, not shown', async () => {
    const { result, asked, shownIds } = open(() => pageOf(toolConversation.call));
    await aMoment();
    expect(result.current.data.newer).toBe(1);
    expect(asked).toEqual([{ after: workedExample.call.callId, limit: '200' }]);
    expect(shownIds()).toEqual([workedExample.call.callId]);
  });

  test('an empty list shows the first calls by itself', async () => {
    const { shownIds } = open(() => pageOf(toolConversation.call), { ...first, page: pageOf() });
    await aMoment();
    expect(shownIds()).toEqual([toolConversation.call.callId]);
  });

  test.each<Partial<ListedCalls>>([{ position: { before: 'x' } }, { order: 'oldest' }])(
    'a page that does not begin with the newest call counts nothing: %j',
    async (place) => {
      const { asked } = open(() => pageOf(toolConversation.call), { ...first, ...place });
      await aMoment();
      expect(asked).toEqual([]);
    },
  );

  test('nothing is asked after the list is left', async () => {
    const { asked, unmount } = open(() => pageOf(toolConversation.call));
    unmount();
    await aMoment();
    expect(asked).toEqual([]);
  });
});
