import type { PolicyEventView } from '@lens/core/api';
import type { DiffChange } from '../rows';
import { chipsOf } from './chips';

function said(id: string, details: PolicyEventView['details'], more: Partial<PolicyEventView> = {}): PolicyEventView {
  return { id, type: 't', policy: 'pii', summary: '', severity: 'info', details, phase: 'request', at: 0, ...more };
}

function chipAt(path: string, ...events: PolicyEventView[]) {
  const change: DiffChange = { id: path, kind: 'text', path, row: 0, by: ['pii'] };
  return chipsOf([change], events, 'request')[0]?.[0];
}

test('a change is told by what the policy says about its place', () => {
  const events = [said('1', { location: 'a.b', pattern: 'email' }), said('2', { location: 'a.c', pattern: 'phone' })];
  expect(chipAt('a.c', ...events)).toEqual({ policy: 'pii', detail: 'phone', event: '2' });
});

test('a change inside a tool’s arguments is told by what is said about the arguments', () => {
  const location = 'messages[1].tool_calls[0].function.arguments';
  const events = [
    said('1', { location, pattern: 'account' }),
    said('2', { location: 'messages[1]', pattern: 'email' }),
  ];
  expect(chipAt(`${location}.account`, ...events)).toEqual({ policy: 'pii', detail: 'account', event: '1' });
  expect(chipAt(`${location}[0]`, ...events)?.detail).toBe('account');
});

test('a place that only begins alike is another one', () => {
  expect(chipAt('messages[10].content', said('1', { location: 'messages[1', pattern: 'email' }))?.detail).toBeNull();
  expect(chipAt('content_filter', said('1', { location: 'content', pattern: 'email' }))?.detail).toBeNull();
});

test('several patterns at one place are all named, another policy’s and another direction’s are not', () => {
  const chip = chipAt(
    'a',
    said('1', { location: 'a', pattern: 'email' }),
    said('2', { location: 'a', pattern: 'phone' }),
    said('3', { location: 'a', pattern: 'other' }, { policy: 'words' }),
    said('4', { location: 'a', pattern: 'answer' }, { phase: 'response' }),
  );
  expect(chip).toEqual({ policy: 'pii', detail: 'email, phone', event: '1' });
});

test('an event that tells no place still opens', () => {
  expect(chipAt('a', said('1', {}))).toEqual({ policy: 'pii', detail: null, event: '1' });
  expect(chipAt('a')).toEqual({ policy: 'pii', detail: null, event: null });
});
