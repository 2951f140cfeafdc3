import fc from 'fast-check';
import { packChunkTimes, unpackChunkTimes } from './index';

const hourInMicroseconds = 3_600_000_000;

test('times come back to the microsecond, lengths exactly', () => {
  const chunk = fc.record({ step: fc.nat(hourInMicroseconds), bytes: fc.nat(2 ** 31) });
  fc.assert(
    fc.property(fc.array(chunk), (chunks) => {
      let microseconds = 0;
      const at = chunks.map(({ step }) => (microseconds += step) / 1000);
      const bytes = chunks.map((each) => each.bytes);
      expect(unpackChunkTimes(packChunkTimes({ at, bytes }))).toEqual({ at, bytes });
    }),
  );
});

test('a thousand token chunks take about four bytes each', () => {
  const at = Array.from({ length: 1000 }, (_, index) => 300 + index * 15.25);
  const bytes = at.map(() => 210);
  expect(packChunkTimes({ at, bytes }).length).toBeLessThan(4200);
});

test('a clock that runs backwards puts the chunk at the time of the one before', () => {
  const packed = packChunkTimes({ at: [5, 3, 8], bytes: [1, 2, 3] });
  expect(unpackChunkTimes(packed)).toEqual({ at: [5, 5, 8], bytes: [1, 2, 3] });
});

test('no chunk is packed too', () => {
  expect(unpackChunkTimes(packChunkTimes({ at: [], bytes: [] }))).toEqual({ at: [], bytes: [] });
});

test('foreign bytes give null, never an exception and never a long loop', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const times = unpackChunkTimes(bytes);
      expect(times === null || times.at.length === times.bytes.length).toBe(true);
    }),
  );
  expect(unpackChunkTimes(new Uint8Array())).toBeNull();
  expect(unpackChunkTimes(Uint8Array.of(2, 0))).toBeNull();
  expect(unpackChunkTimes(Uint8Array.of(1, 255, 255, 255, 255, 127))).toBeNull();
});
