import { callPageSchema, callSchema, type Call } from '@lens/core/api';
import { z } from 'zod';
import type { Lens } from './lens';
import { until } from './until';

const detail = z.object({ call: callSchema });

/** Waits until a call is stored, as a person would reload the page; fails in the end, with what the product said last. */
export async function storedCall(lens: Lens, callId: string): Promise<Call> {
  const read = async () => detail.parse(await lens.api(`/api/v1/calls/${callId}`)).call;
  try {
    return await until(read, () => true, { what: `call ${callId} is stored` });
  } catch (error) {
    throw new Error(`Call ${callId} is not stored. The log ends so:\n${lens.output().slice(-4_000)}`, { cause: error });
  }
}

/** Waits until the call that this answers is stored; its id. */
export async function recordedCall(lens: Lens, answer: Response): Promise<string> {
  await answer.text();
  const callId = answer.headers.get('x-luthien-call-id') ?? '';
  await storedCall(lens, callId);
  return callId;
}

/** What the product shows to whoever has this token. */
export async function readAs(lens: Lens, token: string, pathAndQuery: string): Promise<string> {
  const answer = await fetch(lens.url + pathAndQuery, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Every stored call, over all pages of the API. */
export async function allCalls(lens: Lens, query = ''): Promise<Call[]> {
  const calls: Call[] = [];
  let before: string | null = null;
  do {
    const page = callPageSchema.parse(
      await lens.api(`/api/v1/calls?limit=200${before ? `&before=${before}` : ''}${query ? `&${query}` : ''}`),
    );
    calls.push(...page.calls);
    before = page.next;
  } while (before !== null);
  return calls;
}
