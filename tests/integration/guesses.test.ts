import { callDiffSchema, callDetailSchema, callPageSchema } from '@lens/core/api';
import { readAs, recordedCall } from '../support/calls';
import { startLens, type Lens } from '../support/lens';

/**
 * A reader without `reveal` who sends calls as he likes can't confirm a guess about what another's call contained, nor whose
 * it was: two calls that differ in their secrets alone look the same to him, and no call of his own tells which is which.
 */

const readerToken = 'reader-token-0123456789abcdef0123';
const config = `
upstreams:
  openai: { base_url: http://127.0.0.1:1 }
policies:
  pii: { use: pii-redaction, options: { apply_to: both } }
chain: [pii]
`;
let lens: Lens;

beforeAll(async () => {
  lens = await startLens({ config, env: { LENS_API_TOKENS: `curious:read:${readerToken}` } });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

interface Said {
  contents: string[];
  person: string;
}

/** A call as it is made with the one key that everybody has. No provider is there: what was asked is on record all the same. */
async function send({ contents, person }: Said): Promise<string> {
  const answer = await fetch(`${lens.url}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer everybodys-key',
      'content-type': 'application/json',
      'openai-organization': `org-of-${person}`,
    },
    body: JSON.stringify({
      model: 'gpt-5',
      messages: contents.map((content) => ({ role: 'user', content })),
      user: person,
      metadata: { user_id: person, session_id: `chat of ${person}` },
    }),
  });
  return recordedCall(lens, answer);
}

const read = (pathAndQuery: string) => readAs(lens, readerToken, pathAndQuery);

/** All that the product shows of a call. */
function everythingOf(callId: string): Promise<string[]> {
  const call = `/api/v1/calls/${callId}`;
  const page = `/v2/debug/request/${callId}`;
  return Promise.all([call, `${call}/diff`, `${call}/view`, `${call}/events`, page, `${page}?tab=raw`].map(read));
}

const masksIn = (text: string): string[] => text.match(/\[masked[^\]]*\]/g) ?? [];

/** Written as no id, time or digest is. */
const secrets = ['212-555-8423', 'al@q.io'];
const ada = { contents: ['Call 212-555-8423 or write to al@q.io'], person: 'al@q.io' };
const barbara = {
  contents: ['Call 212-555-1907 or write to barbara.fitzwilliam@q.io'],
  person: 'barbara.fitzwilliam@q.io',
};

test('calls that differ in their secrets and their callers alone look the same', async () => {
  const seen = async (said: Said) => {
    const callId = await send(said);
    const { request } = callDiffSchema.parse(JSON.parse(await read(`/api/v1/calls/${callId}/diff`)));
    const detail = callDetailSchema.parse(JSON.parse(await read(`/api/v1/calls/${callId}`)));
    const { callId: _id, startedAt: _at, traceId: _trace, durationMs: _ms, ...call } = detail.call;
    const shown = { request, call, headers: detail.requestHeaders };
    return JSON.stringify(shown).replaceAll(/masked, [0-9a-f]+/g, 'masked');
  };
  const first = await seen(ada);
  expect(masksIn(first).length).toBeGreaterThanOrEqual(5);
  expect(await seen(barbara)).toBe(first);
});

test('no call of one’s own shows what another’s does', async () => {
  const target = await send(ada);
  const guesses = Array.from({ length: 200 }, (_, index) => `Call 212-555-${8300 + index} or write to al@q.io`);
  const own = await send({ contents: guesses, person: ada.person });
  const [theirs, mine] = [(await everythingOf(target)).join(), (await everythingOf(own)).join()];
  expect(secrets.filter((secret) => theirs.includes(secret))).toEqual([]);
  expect(new Set(masksIn(mine)).size).toBeGreaterThan(200);
  expect(masksIn(mine).filter((mask) => theirs.includes(mask))).toEqual([]);
  for (const shape of ['bodies', 'messages']) {
    const compared = await read(`/api/v1/compare?a=${target}&b=${own}&of=original&as=${shape}`);
    expect(secrets.filter((secret) => compared.includes(secret))).toEqual([]);
  }
});

test('neither search nor filter says whose a call was', async () => {
  const target = await send(barbara);
  const found = async (query: string) => {
    const { calls } = callPageSchema.parse(JSON.parse(await read(`/api/v1/calls?limit=200&${query}`)));
    return calls.some(({ callId }) => callId === target);
  };
  expect(await found('')).toBe(true);
  expect(await found('text=write')).toBe(true);
  for (const word of ['barbara', 'fitzwilliam', '1907', 'chat'])
    expect([word, await found(`text=${word}`)]).toEqual([word, false]);
  const { call } = callDetailSchema.parse(await lens.api(`/api/v1/calls/${target}`));
  expect([call.userHash, call.sessionId].join()).toMatch(/^\w{16},\w{16}$/);
  expect(await found(`session=${call.sessionId}`)).toBe(false);
  for (const page of ['/api/v1/calls', '/']) {
    const answer = await fetch(`${lens.url}${page}?user=${call.userHash}`, {
      headers: { authorization: `Bearer ${readerToken}` },
    });
    expect(answer.status).toBe(403);
  }
});
