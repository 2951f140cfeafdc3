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

test.each([
  ['2026-11-20T10:00:00+01:00', '2026-11-20T09:00:00.000Z'],
  ['2026-11-20 10:00', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['noon', 'noon'],
  ['5', '5'],
])('the time %s is asked for as %s', (typed, asked) => {
  expect(callsAsked({ filters: { from: typed, to: typed } }, now)).toEqual({ from: asked, to: asked });
});

test('a span is taken in the place of a time', () => {
  expect(callsAsked({ filters: { since: '1h', from: '2026-11-01' } }, now)).toEqual({
    from: '2026-11-20T11:00:00.000Z',
  });
});
