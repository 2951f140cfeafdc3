import { randomUUID } from 'node:crypto';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

/** One call of the demo, or one session of several: what it shows, and the call itself by the official SDK of its API. */
interface DemoCall {
  title: string;
  run(clients: DemoClients): Promise<unknown>;
}

interface DemoClients {
  openai: OpenAI;
  anthropic: Anthropic;
}

const gpt = 'demo-gpt';
const claude = 'demo-claude';

const refundTool = {
  name: 'issue_refund',
  description: 'Pay money back to a customer.',
  parameters: { type: 'object', properties: { account: { type: 'string' }, amount: { type: 'number' } } },
};

const weatherTool = {
  name: 'get_weather',
  description: 'The weather of a place now.',
  input_schema: { type: 'object' as const, properties: { location: { type: 'string' } } },
};

const ask = (content: string) => [{ role: 'user' as const, content }];

/** SDK clients against the gateway; retries off, so that one demo call is one call on the page. */
function demoClients(gatewayUrl: string): DemoClients {
  return {
    openai: new OpenAI({ baseURL: `${gatewayUrl}/v1`, apiKey: 'demo', maxRetries: 0 }),
    anthropic: new Anthropic({ baseURL: gatewayUrl, apiKey: 'demo', maxRetries: 0 }),
  };
}

/** The calls in the order they are sent; the worked example of the requirements comes first. */
const demoCalls: DemoCall[] = [
  {
    title: 'An account number is redacted in the answer',
    run: ({ openai }) =>
      openai.chat.completions.create({
        model: gpt,
        messages: ask('What is my account number?'),
        safety_identifier: 'alice',
      }),
  },
  {
    title: 'The same as an Anthropic stream, where the number comes in pieces',
    run: ({ anthropic }) =>
      anthropic.messages
        .stream({ model: claude, max_tokens: 500, messages: ask('What is my account number?') })
        .finalMessage(),
  },
  {
    title: 'A code name is replaced in the request before the provider sees it',
    run: ({ openai }) =>
      openai.chat.completions.create({
        model: gpt,
        messages: [
          { role: 'system', content: 'You help the team of Project Falcon.' },
          { role: 'user', content: 'Summarise what Project Falcon ships in March.' },
        ],
        safety_identifier: 'bob',
      }),
  },
  {
    title: 'A long streamed answer with two redactions in it',
    run: ({ openai }) =>
      openai.chat.completions
        .stream({ model: gpt, messages: ask('Show my statement'), stream_options: { include_usage: true } })
        .finalChatCompletion(),
  },
  {
    title: 'Tool arguments are redacted and stay valid JSON',
    run: ({ openai }) =>
      openai.chat.completions
        .stream({
          model: gpt,
          messages: ask('Please refund my coffee'),
          tools: [{ type: 'function', function: refundTool }],
        })
        .finalChatCompletion(),
  },
  {
    title: 'The same tool on the Anthropic API',
    run: ({ anthropic }) =>
      anthropic.messages
        .stream({
          model: claude,
          max_tokens: 500,
          messages: ask('Please refund my coffee'),
          tools: [{ name: refundTool.name, description: refundTool.description, input_schema: { type: 'object' } }],
        })
        .finalMessage(),
  },
  {
    title: 'Thinking, unchanged by any policy',
    run: ({ anthropic }) =>
      anthropic.messages
        .stream({ model: claude, max_tokens: 2000, messages: ask('Think: is 9.11 larger than 9.8?') })
        .finalMessage(),
  },
  {
    title: 'A conversation whose earlier turn is rewritten',
    run: ({ anthropic }) =>
      anthropic.messages.create({
        model: claude,
        max_tokens: 500,
        system: 'Answer in one sentence.',
        messages: [
          { role: 'user', content: 'Who leads Project Falcon?' },
          { role: 'assistant', content: 'Jane Doe leads Project Falcon.' },
          { role: 'user', content: 'How do I contact her?' },
        ],
        metadata: { user_id: 'carol' },
      }),
  },
  { title: 'An agent’s session: a tool is called, and its result is asked about', run: runAgent },
  {
    title: 'The provider refuses for now (429)',
    run: ({ openai }) => openai.chat.completions.create({ model: gpt, messages: ask('Are you busy?') }),
  },
  {
    title: 'The provider fails in the middle of a stream',
    run: ({ anthropic }) =>
      anthropic.messages
        .stream({ model: claude, max_tokens: 500, messages: ask('Are you overloaded?') })
        .finalMessage(),
  },
  {
    title: 'The provider’s stream is cut',
    run: ({ openai }) =>
      openai.chat.completions.stream({ model: gpt, messages: ask('Will you be cut off?') }).finalChatCompletion(),
  },
  { title: 'The client goes away', run: leaveEarly },
  {
    title: 'A path that is passed through',
    run: ({ anthropic }) => anthropic.messages.countTokens({ model: claude, messages: ask('How long is this?') }),
  },
];

async function leaveEarly({ openai }: DemoClients): Promise<void> {
  const stream = await openai.chat.completions.create({ model: gpt, messages: ask('Answer me slow'), stream: true });
  let seen = 0;
  for await (const _chunk of stream) {
    seen += 1;
    if (seen === 8) break;
  }
}

/** As an agent does it: what was said goes along each time, and the tool that the model calls is run in between. */
async function runAgent({ anthropic }: DemoClients): Promise<void> {
  const headers = { 'x-luthien-session-id': randomUUID() };
  const messages: Anthropic.MessageParam[] = [];
  const turn = async (content: Anthropic.MessageParam['content']): Promise<Anthropic.ContentBlock[]> => {
    messages.push({ role: 'user', content });
    const request = { model: claude, max_tokens: 500, tools: [weatherTool], messages };
    const answer = await anthropic.messages.stream(request, { headers }).finalMessage();
    messages.push({ role: 'assistant', content: answer.content });
    return answer.content;
  };
  const asked = await turn('The team of Project Falcon meets in Zürich. What is the weather there?');
  const weather = JSON.stringify({ location: 'Zürich', celsius: 18, sky: 'clear' });
  for (const block of asked) {
    if (block.type === 'tool_use') await turn([{ type: 'tool_result', tool_use_id: block.id, content: weather }]);
  }
  await turn('And which account number is the ticket paid from?');
}

/** Sends every demo call, one after another. Calls that show a failure are meant to fail; the page tells their story. */
export async function sendDemoCalls(gatewayUrl: string): Promise<{ title: string; error: Error | null }[]> {
  const clients = demoClients(gatewayUrl);
  const results: { title: string; error: Error | null }[] = [];
  for (const call of demoCalls) {
    const error = await call.run(clients).then(
      () => null,
      (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))),
    );
    results.push({ title: call.title, error });
  }
  return results;
}
