import fc from 'fast-check';
import type { JsonObject } from '../../json';
import { anthropicStreams, block, finish, start } from '../fixtures/anthropicStreams';
import { streamBytes } from '../fixtures/framing';
import { chunk, openAiStreams } from '../fixtures/openaiStreams';
import { rewriteBody, rewriteStream } from '../fixtures/rewriteStream';
import { reconstructBytes, type Api, type TextChannel } from '../index';

const redact = (text: string) => text.replaceAll(/\d{4}-\d{4}/g, '[X]');
const allAtTheEnd = (): TextChannel => {
  let held = '';
  return {
    push(text) {
      held += text;
      return '';
    },
    end: () => redact(held),
  };
};
const lastNineHeld = (): TextChannel => {
  let held = '';
  return {
    push(text) {
      held = redact(held + text);
      const settled = held.slice(0, Math.max(0, held.length - 9));
      held = held.slice(settled.length);
      return settled;
    },
    end: () => redact(held),
  };
};

function body(api: Api, events: readonly JsonObject[]): JsonObject | null {
  return reconstructBytes(api, streamBytes(api, events)).body;
}

describe('a stream rewritten event by event is the whole answer rewritten', () => {
  const streams: [string, Api, JsonObject[]][] = [
    ...openAiStreams.map(({ name, chunks }): [string, Api, JsonObject[]] => [name, 'openai', chunks]),
    ...anthropicStreams.map(({ name, events }): [string, Api, JsonObject[]] => [name, 'anthropic', events]),
  ].filter(([name]) => !name.includes('log prob') && !name.includes('another type'));

  test.each(streams)('%s (%s): texts held back to their end come out unchanged', (_name, api, events) => {
    const keep = (): TextChannel => {
      let held = '';
      return {
        push(text) {
          held += text;
          return '';
        },
        end: () => held,
      };
    };
    expect(body(api, rewriteStream(api, events, keep))).toEqual(body(api, events));
  });

  const words = fc.array(fc.constantFrom('1234-5678', '12', '34-56', ' ', 'é👋', '"', '\\', 'x'), { maxLength: 8 });
  const cutUp = fc.tuple(words, fc.array(fc.nat(40), { maxLength: 6 }));
  const text = cutUp.map(([parts, cuts]) => pieces(parts.join(''), cuts));
  const json = cutUp.map(([parts, cuts]) => pieces(JSON.stringify({ a: [parts.join('')], '1234-5678': 1 }), cuts));

  function pieces(whole: string, cuts: number[]): string[] {
    const edges = [...cuts.map((cut) => Math.min(cut, whole.length)), whole.length].sort((a, b) => a - b);
    return edges.map((edge, index) => whole.slice(edges[index - 1] ?? 0, edge));
  }

  test.each([
    ['all held to the end', allAtTheEnd],
    ['the last characters held', lastNineHeld],
  ])('property, openai: secrets across deltas, %s', (_name, make) => {
    fc.assert(
      fc.property(text, text, json, json, (reasoning, content, first, second) => {
        const call = (index: number, fragments: string[]) => [
          chunk({ tool_calls: [{ index, id: `c${index}`, type: 'function', function: { name: 'f', arguments: '' } }] }),
          ...fragments.map((part) => chunk({ tool_calls: [{ index, function: { arguments: part } }] })),
        ];
        const events = [
          chunk({ role: 'assistant' }),
          ...reasoning.map((part) => chunk({ reasoning_content: part, content: '' })),
          ...content.map((part) => chunk({ content: part })),
          ...call(0, first),
          ...call(1, second),
          chunk({}, { finish_reason: 'tool_calls' }),
        ];
        expect(body('openai', rewriteStream('openai', events, make))).toEqual(
          rewriteBody('openai', body('openai', events), redact),
        );
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['all held to the end', allAtTheEnd],
    ['the last characters held', lastNineHeld],
  ])('property, anthropic: secrets across deltas, %s', (_name, make) => {
    fc.assert(
      fc.property(text, text, json, (thinking, content, input) => {
        const events = [
          start(),
          ...block(
            0,
            { type: 'thinking', thinking: '' },
            ...thinking.map((part) => ({ type: 'thinking_delta', thinking: part })),
          ),
          ...block(
            1,
            { type: 'text', text: content[0] ?? '' },
            ...content.slice(1).map((part) => ({ type: 'text_delta', text: part })),
          ),
          ...block(
            2,
            { type: 'tool_use', id: 't', name: 'f', input: {} },
            ...input.map((part) => ({ type: 'input_json_delta', partial_json: part })),
          ),
          ...finish(),
        ];
        expect(body('anthropic', rewriteStream('anthropic', events, make))).toEqual(
          rewriteBody('anthropic', body('anthropic', events), redact),
        );
      }),
      { numRuns: 150 },
    );
  });
});
