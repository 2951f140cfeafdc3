import { packCallView, type CallPage, type PolicyList } from '@lens/core/api';
import { toolConversation, workedExample } from '@lens/viewer/fixtures';
import { ApiError, createApi, type LensApi } from './index';

const page: CallPage = { calls: [workedExample.call], next: null };

/** An API whose server gives one answer, and what it was asked. */
function answering(answer: Response | Error, baseUrl = ''): { api: LensApi; asked: string[] } {
  const asked: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    asked.push(url);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { api: createApi({ baseUrl, fetch }), asked };
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });
const { signal } = new AbortController();

async function errorOf(answer: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await answer.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error('There was no ApiError.');
  return error;
}

test('lists are asked for as an address spells it, where the house has the API', async () => {
  const { api, asked } = answering(json(page), '/proxy/lens');
  expect(await api.listCalls({ model: 'a b', changed: 'any' }, signal)).toEqual(page);
  expect(asked).toEqual(['/proxy/lens/api/v1/calls?model=a+b&changed=any']);
});

test('a view comes packed and is given whole', async () => {
  const { api, asked } = answering(json(packCallView(toolConversation)));
  expect(await api.getCallView('an id', signal)).toEqual(toolConversation);
  expect(asked).toEqual(['/api/v1/calls/an%20id/view']);
});

test('two calls are compared', async () => {
  const side = { a: { x: 1 }, b: null, diff: null, as: 'bodies' as const, masked: false };
  const comparison = { a: workedExample.call, b: toolConversation.call, of: 'final', request: side, response: side };
  const { api, asked } = answering(json(comparison));
  expect(await api.compareCalls({ a: 'a', b: 'b', of: 'final', as: 'bodies' }, signal)).toEqual(comparison);
  expect(asked).toEqual(['/api/v1/compare?a=a&b=b&of=final&as=bodies']);
});

test('policies come with what each did', async () => {
  const list: PolicyList = { chain: ['redact'], routes: [], policies: [], looked: 0, complete: true };
  const { api, asked } = answering(json(list), '/proxy/lens');
  expect(await api.listPolicies({}, signal)).toEqual(list);
  expect(asked).toEqual(['/proxy/lens/api/v1/policies?']);
});

test('a problem is an error with its code, status and words', async () => {
  const problem = { type: 'urn:x', title: 'Busy', status: 503, code: 'busy', detail: 'Try again in a second.' };
  const error = await errorOf(answering(json(problem, 503)).api.listCalls({}, signal));
  expect([error.code, error.status, error.message]).toEqual(['busy', 503, 'Try again in a second.']);
});

test.each([
  ['a page', new Response('<h1>Bad gateway</h1>', { status: 502 }), 'The server answered 502 without saying why.'],
  ['other JSON', json({ message: 'no' }, 502), 'The server answered 502 without saying why.'],
  ['a problem of its own', json({ title: 'Bad gateway' }, 502), 'Bad gateway'],
])('a proxy that fails with %s is told by its status', async (_what, answer, words) => {
  const error = await errorOf(answering(answer).api.listCalls({}, signal));
  expect([error.code, error.status, error.message]).toEqual(['unexpected_status', 502, words]);
});

test('an answer of another shape names the first thing that is wrong with it', async () => {
  const wrong = { ...page, calls: [{ ...workedExample.call, startedAt: 'yesterday' }] };
  const error = await errorOf(answering(json(wrong)).api.listCalls({}, signal));
  expect([error.code, error.status]).toEqual(['unreadable_answer', 200]);
  expect(error.message).toMatch(
    /^The server’s answer could not be read \(calls\.0\.startedAt: .+\)\. This page may be older/,
  );
});

test.each([
  ['no JSON', new Response('<h1>Sign in</h1>')],
  ['a delta that does not fit its body', json({ ...packCallView(workedExample), response: misfit() })],
  ['a delta of no kind', json({ ...packCallView(workedExample), response: misfit('nonsense') })],
])('an answer with %s can not be read', async (_what, answer) => {
  const error = await errorOf(answering(answer).api.getCallView('id', signal));
  expect(error.code).toBe('unreadable_answer');
});

function misfit(delta: unknown = ['[', [['=', 0, 0, 9]]]) {
  const { response } = packCallView(workedExample);
  return { ...response, diff: { ...response.diff, delta } };
}

test('a server that can not be reached is an error without a status', async () => {
  const error = await errorOf(answering(new TypeError('Failed to fetch')).api.listCalls({}, signal));
  expect([error.code, error.status]).toEqual(['unreachable', null]);
});

test('a request that was given up is no error of the API', async () => {
  const abort = new AbortController();
  abort.abort();
  const listed = answering(new Error('aborted')).api.listCalls({}, abort.signal);
  await expect(listed).rejects.toBe(abort.signal.reason);
});
