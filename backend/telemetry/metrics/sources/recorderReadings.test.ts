import { createRecorderReadings } from './recorderReadings';

type Stats = NonNullable<Parameters<ReturnType<typeof createRecorderReadings>>[0]>;

/** Each figure another number. */
const stats: Stats = {
  sequence: 1000,
  checkpoint: 900,
  openCalls: 2,
  unstored: 3,
  oldestMs: 5000,
  recorded: 7,
  interrupted: 11,
  partial: 13,
  quarantined: 17,
  lost: 19,
  spans: { quarantined: 83, lost: 89 },
  orphanFrames: 23,
  missing: 29,
  damaged: 31,
  torn: 37,
  restarts: 41,
  failing: 'EIO',
  blocked: true,
  sinks: {
    postgres: {
      written: 43,
      queued: 47,
      retries: 53,
      timeouts: 59,
      dropped: 61,
      poison: 67,
      spans: { written: 97, queued: 101, poison: 103 },
      limitsHit: { transcripts_bytes: 73 },
      failing: null,
    },
  },
};

function setUp() {
  const clock = { now: 0 };
  const read = createRecorderReadings(() => clock.now);
  return { clock, read };
}

test('every figure of the recorder and its sinks is shown', () => {
  const readings = setUp().read(stats, 1071);
  const shown = Object.values(readings).flatMap((reading) =>
    typeof reading === 'number' ? [reading] : reading.map(({ value }) => value),
  );
  const counted = [2, 3, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 73, 83, 89, 97, 101, 103];
  expect(shown.sort((a, b) => a - b)).toEqual([...counted, 171, 71, 5, 1, 1, 0].sort((a, b) => a - b));
  expect(readings.luthien_spool_depth_records).toBe(171);
  expect(readings.luthien_recorder_lag_records).toBe(71);
  expect(readings.luthien_sink_failing).toEqual([{ labels: { sink: 'postgres' }, value: 0 }]);
});

test('nothing is known before its first report', () => {
  expect(setUp().read(null, 10)).toEqual({});
});

test('the lag is the age of the oldest record that was not read, or of the oldest call that is not stored', () => {
  const { clock, read } = setUp();
  const lag = (written: number, sequence: number, oldestMs = 0) => {
    clock.now += 10_000;
    return read({ ...stats, sequence, oldestMs }, written).luthien_recorder_lag_seconds;
  };
  expect(lag(100, 100)).toBe(0);
  expect(lag(200, 100)).toBe(0);
  expect(lag(300, 100)).toBe(10);
  expect(lag(400, 150)).toBe(20);
  // All that the first look saw is read, of the second one some.
  expect(lag(400, 250)).toBe(20);
  expect(lag(400, 400)).toBe(0);
  expect(lag(400, 400, 30_000)).toBe(30);
});

test('a recorder that reads nothing for hours costs no memory', () => {
  const { clock, read } = setUp();
  for (let look = 1; look <= 5000; look++) {
    clock.now = look * 1000;
    read({ ...stats, sequence: 0 }, look);
  }
  expect(read({ ...stats, sequence: 0 }, 5000).luthien_recorder_lag_seconds).toBe(4999);
  expect(read({ ...stats, sequence: 4999, oldestMs: 0 }, 5000).luthien_recorder_lag_seconds).toBe(0);
});
