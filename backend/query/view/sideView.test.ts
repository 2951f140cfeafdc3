import type { StoredEvent } from '../../store';
import { sideView } from './sideView';

const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const raw = (text: string) => Buffer.from(text);
const half = 'data: {"choices":[{"delta":{"content":"quokka 42';
const event: StoredEvent = {
  id: '1',
  callId: '2',
  eventType: 'response',
  sequence: 1n,
  createdAt: new Date(0),
  original: null,
  final: null,
  rawKind: 'sse',
  originalRaw: raw(chunk('Hello') + half),
  finalRaw: raw(chunk('Hello')),
  steps: [{ policy: 'pii', redacts: true, delta: { kind: 'same' } }],
};

function seen(said: string[], revealed = false, stored = event) {
  const digest = () => 'digest';
  return sideView(stored, { api: 'openai', revealed, digest, said: new Set(said) });
}

test('what a redaction took out of the bytes alone is hidden with them', () => {
  expect(JSON.stringify(seen(['pii']))).not.toContain('quokka 42');
  expect(seen(['pii'])).toMatchObject({ redacted: true, view: { masked: true, originalRaw: null } });
  expect(seen(['pii'], true)).toMatchObject({ redacted: true, view: { masked: false } });
  expect(JSON.stringify(seen(['pii'], true))).toContain('quokka 42');
});

test('so it is where the steps of a large stream were not kept', () => {
  expect(JSON.stringify(seen(['pii'], false, { ...event, steps: [] }))).not.toContain('quokka 42');
});

test('bytes that were only cut anew are shown, where no policy has anything to say', () => {
  expect(seen([])).toMatchObject({ redacted: false, view: { masked: false } });
  expect(JSON.stringify(seen([]))).toContain('quokka 42');
});
