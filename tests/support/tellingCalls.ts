/** Requests and calls that have a text in every place in which somebody may write one. */

export const chat = (text: string, more: object = {}) => ({
  model: 'gpt-5',
  user: 'ada-the-user',
  messages: [
    { role: 'system', content: `Remember: ${text}` },
    { role: 'user', content: [{ type: 'text', text }] },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: JSON.stringify({ note: text }) } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: JSON.stringify({ nested: JSON.stringify({ text }) }) },
  ],
  metadata: { note: text.slice(0, 500) },
  ...more,
});

/** What of a text can stand in a header or an address. */
export const inLine = (text: string): string => text.replace(/[^ -~]+/g, ' ').slice(0, 1500);

/** Calls that others made, with secrets in all that they may tell. */
export function told(text: string, capture: string | undefined) {
  const answered = { id: 'c', model: 'gpt-5', choices: [{ index: 0, message: { role: 'assistant', content: text } }] };
  const about = { source: 'elsewhere', startedAt: new Date().toISOString(), provider: 'openai', capture };
  const call = {
    ...about,
    operation: 'chat_completions',
    durationMs: 5,
    userId: 'ada-the-user',
    sessionId: text.slice(0, 99),
  };
  const said = {
    policy: 'guard',
    type: 'guard.said',
    summary: text.slice(0, 900),
    details: { quoted: text.slice(0, 900) },
  };
  const piece = (content: string, atMs: number) => ({
    atMs,
    data: { id: 'c', choices: [{ index: 0, delta: { content } }] },
  });
  return [
    {
      ...{ ...call, id: 'told whole', events: [said], error: { type: 'failed', message: text.slice(0, 4000) } },
      request: {
        original: chat(text),
        final: chat('clean'),
        steps: [{ policy: 'guard' }],
        headers: { 'user-agent': inLine(text) },
      },
      response: { original: answered },
    },
    {
      ...{ ...call, id: `told stream ${inLine(text).slice(0, 200)}`, stream: true },
      request: { original: chat(text, { stream: true }) },
      response: { chunks: { original: (text.match(/[^]{1,7}/g) ?? []).map(piece) } },
    },
    { ...call, id: 'told as text', operation: 'other', request: { original: text }, response: { original: text } },
  ];
}
