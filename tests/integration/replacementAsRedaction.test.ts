import { callDiffSchema } from '@lens/core/api';
import { readAs, recordedCall } from '../support/calls';
import { startLens, type Lens } from '../support/lens';

/** What a replacement hides from a reader without `reveal` is what its policy says, not what it puts in place of it. */

const readerToken = 'reader-token-0123456789abcdef0123';
const config = `
upstreams:
  openai: { base_url: http://127.0.0.1:1 }
policies:
  secrets:
    use: text-replacement
    options:
      redacts: true
      rules:
        - { find: ' Kim Novak', replace: '' }
        - { find: Project Falcon, replace: the next release }
        - { regex: '\\bquokka\\d+', replace: '[REDACTED]' }
  style:
    use: text-replacement
    options:
      rules:
        - { find: colour, replace: '[REDACTED]' }
        - { find: gaol, replace: jail }
        - { find: ' please', replace: '' }
chain: [secrets, style]
`;
let lens: Lens;

beforeAll(async () => {
  lens = await startLens({ config, env: { LENS_API_TOKENS: `curious:read:${readerToken}` } });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

/** No provider is there: what was asked is on record all the same. */
async function ask(...contents: string[]): Promise<string> {
  const answer = await fetch(`${lens.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-5', messages: contents.map((content) => ({ role: 'user', content })) }),
  });
  return recordedCall(lens, answer);
}

const read = (pathAndQuery: string) => readAs(lens, readerToken, pathAndQuery);

const requestOf = (diff: unknown) => callDiffSchema.parse(diff).request;

test.each([
  ['is removed', 'This is Kim Novak speaking', 'Novak', 'This is speaking'],
  ['makes place for ordinary words', 'When is Project Falcon due?', 'Falcon', 'When is the next release due?'],
  ['makes place for a mark', 'My badge is quokka47.', 'quokka', 'My badge is [REDACTED].'],
])('what a policy that redacts takes out is masked when it %s', async (_how, said, secret, sent) => {
  const callId = await ask('Hello.', said);
  const call = `/api/v1/calls/${callId}`;
  const page = `/v2/debug/request/${callId}`;
  const seen = await Promise.all(
    [call, `${call}/diff`, `${call}/view`, `${call}/events`, page, `${page}?tab=raw`].map(read),
  );
  expect(seen.join()).not.toContain(secret);
  expect(seen.join()).toContain(sent);
  const masked = requestOf(JSON.parse(await read(`${call}/diff`)));
  expect(masked.masked).toBe(true);
  expect(JSON.stringify(masked.original)).toMatch(/\[masked, [0-9a-f]+…\]/);

  const revealed = requestOf(await lens.api(`${call}/diff`));
  expect(revealed).toMatchObject({ masked: false, original: { messages: [{}, { content: said }] } });
  expect(revealed.diff?.modified).toMatchObject([{ by: ['secrets'] }]);
});

test.each([
  ['a mark', 'Which colour is it?'],
  ['other words', 'Is the gaol open?'],
  ['nothing', 'Open it please'],
])('what a policy that does not redact replaces by %s is shown', async (_what, said) => {
  const callId = await ask(said);
  const shown = requestOf(JSON.parse(await read(`/api/v1/calls/${callId}/diff`)));
  expect(shown).toMatchObject({ masked: false, original: { messages: [{ content: said }] } });
  expect(shown.diff?.modified).toMatchObject([{ by: ['style'] }]);
});

test('the one does not hide what the other changes in another text', async () => {
  const callId = await ask('When is Project Falcon due?', 'Which colour is it?');
  const { original } = requestOf(JSON.parse(await read(`/api/v1/calls/${callId}/diff`)));
  expect(JSON.stringify(original)).not.toContain('Falcon');
  expect(original).toMatchObject({ messages: [{}, { content: 'Which colour is it?' }] });
});
