import type { Api } from '@lens/core/formats';
import type { Policy } from '../../contract';
import { dataOf, runStream, streamCall } from '../../testing/streams';
import { configured } from '../../testing/calls';
import { chainOf } from '../createChain';

const each = (hook: NonNullable<Policy['onStreamEvent']>): Policy => ({ name: 'test', onStreamEvent: hook });
const run = (policy: Policy, event: string, api: Api = 'openai') =>
  runStream(chainOf([configured(policy)]), [Buffer.from(event)], streamCall(api));

describe('texts written into an event', () => {
  const two = (content: string, refusal: string, more = '') =>
    `data: {"n":12345678901234567890,"choices":[{"index":0,"delta":{"content":"${content}","refusal":"${refusal}"}${more}}]}\n\n`;
  const rewrite = (...writes: [number, string][]) =>
    each((event) => {
      const texts = [...event.texts()];
      for (const [index, written] of writes) texts[index]?.replace(written);
      return [event];
    });
  const sentBy = async (policy: Policy, event: string) => String((await run(policy, event)).sent);

  test('leave the rest of it as the provider wrote it', async () => {
    expect(await sentBy(rewrite([0, 'b"\n'], [1, 'd']), two('a', 'c'))).toBe(two('b\\"\\n', 'd'));
  });

  test('may be taken out and written again', async () => {
    expect(await sentBy(rewrite([0, ''], [1, 'd'], [0, 'b']), two('a', 'c'))).toContain('"content":"b","refusal":"d"');
    expect(await sentBy(rewrite([0, ''], [1, 'd"'], [1, 'e']), two('a', 'c'))).toContain('"content":"","refusal":"e"');
  });

  test('stand in the data that is looked at afterwards', async () => {
    let seen: unknown;
    const policy = each((event) => {
      for (const [index, found] of [...event.texts()].entries()) found.replace(['', 'd'][index] ?? '');
      seen = event.data;
      return [event];
    });
    await sentBy(policy, two('a', 'c'));
    expect(seen).toMatchObject({ choices: [{ delta: { content: '', refusal: 'd' } }] });
  });

  test('replace a number, and not a string that looks like it', async () => {
    const start = `event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"1234567890","name":"pay","input":{"account":1234567890}}}\n\n`;
    const { sent } = await run(rewrite([0, '[REDACTED]']), start, 'anthropic');
    expect(JSON.parse(dataOf(sent)[0] ?? '')).toMatchObject({
      content_block: { id: '1234567890', input: { account: '[REDACTED]' } },
    });
  });

  test('take the probabilities of the old ones with them', async () => {
    const sent = await sentBy(
      rewrite([0, 'b']),
      two('a', 'c', ',"logprobs":{"content":[{"token":"a"}],"refusal":null}'),
    );
    expect(sent).not.toContain('"token":"a"');
  });

  test('written as they were change nothing', async () => {
    expect(await sentBy(rewrite([0, 'b'], [0, 'a']), two('a', 'c'))).toBe(two('a', 'c'));
  });
});
