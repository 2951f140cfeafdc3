import type { Call } from '@lens/core/api';
import { abortedStream, anthropicStream, interruptedCall, workedExample } from '../fixtures';
import { comparedFacts } from './comparedFacts';

const fact = (name: string, a: Call, b: Call) => comparedFacts(a, b).find((each) => each.name === name);

test('facts that differ are marked, with the difference in words where it is a figure', () => {
  const [a, b] = [workedExample.call, anthropicStream.call];
  expect(fact('Model', a, b)).toEqual({
    name: 'Model',
    missing: 'unknown',
    a: 'gpt-5',
    b: 'claude-sonnet-4-5',
    differs: true,
    words: null,
  });
  expect(fact('Duration', a, b)).toMatchObject({ a: '1.24 s', b: '842 ms', differs: true, words: '32 % faster' });
  expect(fact('Output tokens', a, b)).toMatchObject({ a: '204', b: '14', words: '190 fewer (93 %)' });
  expect(fact('Status', a, abortedStream.call)).toMatchObject({ b: '200 client left', differs: true });
});

test('a call compared with one like it differs in nothing', () => {
  const again = { ...workedExample.call, callId: anthropicStream.call.callId, startedAt: '2026-11-20T23:12:09.113Z' };
  expect(comparedFacts(workedExample.call, again).filter(({ differs }) => differs)).toEqual([]);
  expect(fact('Started', workedExample.call, again)?.words).toBe('5.00 s later');
});

test('a difference too small to be told is not marked', () => {
  const again = { ...workedExample.call, durationMs: 1244 };
  expect(fact('Duration', workedExample.call, again)).toMatchObject({ differs: false, words: 'about the same' });
});

test('what a record does not have is unknown, not nothing and not 0', () => {
  const duration = fact('Duration', workedExample.call, interruptedCall.call);
  expect(duration).toMatchObject({ a: '1.24 s', b: null, differs: true, words: null });
});

test('a first chunk is told of streams alone, and what neither call has not at all', () => {
  expect(fact('First chunk', workedExample.call, anthropicStream.call)).toMatchObject({
    a: null,
    b: '296 ms',
    missing: 'not streamed',
  });
  expect(fact('Cache written', workedExample.call, anthropicStream.call)).toBeUndefined();
});

test('a call that did not fail has no error, rather than an unknown one', () => {
  expect(fact('Error', workedExample.call, abortedStream.call)).toMatchObject({ a: null, missing: 'none' });
});

test('a model that a policy changed is told with both names', () => {
  const routed = { ...workedExample.call, finalModel: 'gpt-5-mini' };
  expect(fact('Model', routed, workedExample.call)?.a).toBe('gpt-5 → gpt-5-mini');
});

test('what changed a call is told of the whole of it: its record does not say of which body', () => {
  const both = { ...workedExample.call, request: { ...workedExample.call.request, changed: true, changes: 2 } };
  expect(fact('Request changed', both, anthropicStream.call)?.a).toBe('2 changes');
  expect(fact('Changed by', both, anthropicStream.call)?.a).toBe('pii-redaction');
});
