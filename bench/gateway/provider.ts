import { createServer } from 'node:http';

/**
 * The fastest provider that still speaks the wire format: the answers are made once. An account number stands in each,
 * so that the redaction policy has something to do in every call.
 */
const text = 'Your account number is 1234-5678-9012. '.padEnd(700, 'The rest of the answer is of no interest. ');

const answer = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'bench',
    choices: [
      { index: 0, message: { role: 'assistant', content: text, refusal: null }, logprobs: null, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 60, completion_tokens: 180, total_tokens: 240 },
  }),
);

const chunk = (delta: object, finish: string | null) =>
  Buffer.from(
    `data: ${JSON.stringify({
      id: 'chatcmpl-bench',
      object: 'chat.completion.chunk',
      created: 1_760_000_000,
      model: 'bench',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    })}\n\n`,
  );

const pieces = Array.from({ length: 47 }, (_, at) => text.slice(at * 15, at * 15 + 15));
const chunks = [
  chunk({ role: 'assistant', content: '' }, null),
  ...pieces.map((content) => chunk({ content }, null)),
  chunk({}, 'stop'),
  Buffer.from('data: [DONE]\n\n'),
];

const server = createServer((req, res) => {
  let head: Buffer | null = null;
  req.on('data', (data: Buffer) => (head ??= data));
  req.on('end', () => {
    // `stream` stands before the messages, so the first bytes tell.
    if (head?.subarray(0, 60).includes('"stream":true')) {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of chunks) res.write(piece);
      res.end();
    } else {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      res.end(answer);
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.on('disconnect', () => process.exit());
