import { callsAsked } from './callsAsked';

const now = Date.parse('2026-11-20T12:00:00Z');

test('filters and place are asked for as they are', () => {
  expect(callsAsked({ filters: { model: 'm', changed: 'any' }, position: { before: 'id' } }, now)).toEqual({
    model: 'm',
    changed: 'any',
    before: 'id',
  });
});

test('a time span becomes a moment', () => {
  expect(callsAsked({ filters: { since: '1h' } }, now)).toEqual({ from: '2026-11-20T11:00:00.000Z' });
});

test('a span that there is not is none', () => {
  expect(callsAsked({ filters: { since: 'toString' } }, now)).toEqual({});
});
