import fc from 'fast-check';
import { beginningOfJson } from '../index';

const long = 'word '.repeat(20_000);

test('JSON that is not large is read whole', () => {
  expect(beginningOfJson('{"type":"error","x":[1,{}]}')).toEqual({ type: 'error', x: [1, {}] });
  expect(beginningOfJson('{"type":')).toBeUndefined();
});

test('of large JSON what stands first is read, and the text that goes on beyond is cut off', () => {
  const json = JSON.stringify({ type: 'error', error: { code: 7, message: long, after: 1 } });
  expect(beginningOfJson(json)).toEqual({
    type: 'error',
    error: { code: 7, message: expect.stringMatching(/^(?:word ){13000}/) as string },
  });
});

test('property: wherever the cut is, what stands first is there', () => {
  const rest = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u0001', '"', '\\'), fc.integer()));
  fc.assert(
    fc.property(rest, fc.nat(40), (values, shift) => {
      const many = Array<unknown>(Math.ceil(70_000 / JSON.stringify(values).length)).fill(values);
      const json = JSON.stringify({ type: 'message_stop', x: [' '.repeat(shift), many] });
      expect(beginningOfJson(json)).toMatchObject({ type: 'message_stop' });
    }),
    { numRuns: 50 },
  );
});
