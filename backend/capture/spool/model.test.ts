import fc from 'fast-check';
import { callId } from '../../call/testing/facts';
import { World } from '../testing/world';

/**
 * Any order of calls, crashes and faults. After each step no acknowledged call may be out of the recorder's reach, and
 * in the end each must have been delivered, with its answer when its end was acknowledged. An optional sink
 * has had each that was not stored when its recorder died, and seconds after, whether the database is there or not.
 */
type Step = [name: string, run: (world: World) => void | Promise<void>];

const steps: Record<string, Step[1]> = {
  start: (world) => world.start(),
  record: (world) => world.record(),
  'start, read before it is synced': async (world) => {
    await Promise.all([world.start(), world.record()]);
  },
  checkpoint: (world) => world.checkpoint(),
  'record, checkpoint': async (world) => {
    await world.record();
    world.checkpoint();
  },
  'recorder dies': (world) => world.restartRecorder(),
  kill: (world) => world.restart(),
  'time passes': (world) => world.passTime(),
  'disk nearly full': (world) => void (world.disk.freeBytes = 700),
  'disk full': (world) => void (world.disk.freeBytes = 0),
  'disk has room': (world) => void (world.disk.freeBytes = Infinity),
  'database away': (world) => void (world.databaseAway = true),
  'database back': (world) => void (world.databaseAway = false),
  'feed away': (world) => void (world.feedAway = true),
  'feed back': (world) => void (world.feedAway = false),
  seconds: async (world) => {
    await world.seconds();
    if (!world.feedAway) expect(world.starved()).toEqual([]);
  },
};

const named = (name: string): fc.Arbitrary<Step> => fc.constant([name, steps[name] ?? (() => undefined)]);
const end = fc.nat(10).map((which): Step => [`end ${which}`, (world) => world.end(which)]);
const together = fc.integer({ min: 2, max: 5 }).map((count): Step => [
  `${count} starts at once`,
  async (world) => {
    await Promise.all(Array.from({ length: count }, () => world.start()));
  },
]);
const syncFails = fc
  .integer({ min: 1, max: 4 })
  .map((count): Step => [`${count} syncs fail`, (world) => void (world.disk.failingSyncs = count)]);
const powerLoss = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }).map((choices): Step => [
  `power loss ${choices.map(Number).join('')}`,
  (world) => {
    let next = 0;
    world.restart(() => world.disk.powerLoss(() => choices[next++ % choices.length] ?? false));
  },
]);

const usual = [
  { arbitrary: named('start'), weight: 8 },
  { arbitrary: end, weight: 8 },
  { arbitrary: together, weight: 2 },
  { arbitrary: named('record'), weight: 4 },
  { arbitrary: named('start, read before it is synced'), weight: 2 },
  { arbitrary: named('record, checkpoint'), weight: 3 },
  ...['checkpoint', 'recorder dies', 'kill', 'time passes', 'feed away', 'feed back'].map((name) => ({
    arbitrary: named(name),
    weight: 1,
  })),
  ...['database away', 'database back', 'seconds'].map((name) => ({ arbitrary: named(name), weight: 2 })),
];
const fullDisk = ['disk nearly full', 'disk full', 'disk has room'].map((name) => ({
  arbitrary: named(name),
  weight: 1,
}));

async function play(world: World, script: Step[]): Promise<void> {
  for (const [, run] of script) {
    await run(world);
    expect(world.outOfReach()).toEqual([]);
  }
  Object.assign(world.disk, { freeBytes: Infinity, failingSyncs: 0 });
  world.databaseAway = false;
  world.feedAway = false;
  world.passTime();
  world.restart();
  await world.drain();
  await world.seconds();
}

/** Acknowledged calls whose row is missing, or lacks the answer that was acknowledged. */
function lost(world: World): string[] {
  return world.calls.flatMap(({ started, ended }, index) => {
    const status = world.delivered.get(callId(index))?.status;
    const right = ended ? status === 'complete' : status !== undefined;
    return started && !right ? [`${callId(index)} ${status ?? 'missing'}`] : [];
  });
}

const script = (steps: { arbitrary: fc.Arbitrary<Step>; weight: number }[]) =>
  fc.array(fc.oneof(...steps), { minLength: 5, maxLength: 60 });

/** Enough to find each fault that was put in on purpose; bounded in time on a busy machine. */
const limits = { numRuns: 120, interruptAfterTimeLimit: 6_000 };

test('process: whatever is killed, what was acknowledged is delivered once', async () => {
  await fc.assert(
    fc.asyncProperty(script([...usual, ...fullDisk]), async (steps) => {
      const world = new World({ durability: 'process' });
      await play(world, steps);
      expect(lost(world)).toEqual([]);
      expect(world.starved()).toEqual([]);
      expect(world.twice).toEqual([]);
    }),
    limits,
  );
});

test('disk: the same through losses of power and syncs that fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      script([...usual, ...fullDisk, { arbitrary: syncFails, weight: 2 }, { arbitrary: powerLoss, weight: 3 }]),
      async (steps) => {
        const world = new World({ durability: 'disk' });
        await play(world, steps);
        expect(lost(world)).toEqual([]);
        expect(world.starved()).toEqual([]);
        expect(world.twice).toEqual([]);
      },
    ),
    limits,
  );
});
