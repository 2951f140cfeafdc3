import { giveScore } from './giveScore';

const score = { name: 'hallucination', value: 1, comment: null };
const given = { ...score, scorer: 'ada', at: '2026-11-20T12:00:00.000Z' };
const answering = (status: number, body: unknown) => {
  const asked: [string, unknown][] = [];
  const post = (url: string | URL | Request, init?: RequestInit) => {
    asked.push([url as string, JSON.parse(init?.body as string)]);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  };
  return { asked, post };
};

test('a score is sent, and comes back with who gave it', async () => {
  const { asked, post } = answering(201, given);
  expect(await giveScore('c/1', score, post)).toEqual(given);
  expect(asked).toEqual([['/api/v1/calls/c%2F1/scores', score]]);
});

test.each([
  [403, { code: 'forbidden', detail: 'Not yours.' }, 'Not yours.'],
  [201, { hello: 1 }, 'could not be read'],
])('%i %j is told in words', async (status, body, words) => {
  await expect(giveScore('c1', score, answering(status, body).post)).rejects.toThrow(words);
});

test('so is a server that is not there', async () => {
  const post = () => Promise.reject(new TypeError('fetch failed'));
  await expect(giveScore('c1', score, post)).rejects.toThrow('could not be reached');
});
