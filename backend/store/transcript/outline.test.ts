import fc from 'fast-check';
import { createOutline, piecesSaid, type Outlined } from './outline';

/** Bodies that go on with one before, each in its own way: grown at the end, cut, or begun anew. */
const course = fc.array(
  fc.record({ onto: fc.nat(30), keep: fc.nat(60), more: fc.array(fc.nat(5_000), { maxLength: 20 }) }),
  { maxLength: 40 },
);

test('pieces are read back as they were, whatever turn goes on with which', () => {
  fc.assert(
    fc.property(course, (steps) => {
      const outline = createOutline();
      const turns: Outlined[] = [];
      for (const { onto, keep, more } of steps) {
        const before = turns[onto % (turns.length || 1)] ?? null;
        const kept = before?.pieces.slice(0, keep - (keep % 2)) ?? [];
        turns.push(outline.say([...kept, ...more.flatMap((from) => [from, from + 1])], before));
      }
      for (const { pieces, said } of turns) expect(piecesSaid(said, (a, b) => outline.between(a, b))).toEqual(pieces);
    }),
  );
});

function saidOfTurns(turnOf: (turn: number) => number[], agents = 1): number[] {
  const outline = createOutline();
  const last: (Outlined | undefined)[] = [];
  return Array.from({ length: 200 }, (_, turn) => {
    const known = outline.length;
    const said = outline.say(turnOf(turn), last[turn % agents] ?? null);
    last[turn % agents] = said;
    return said.said.length + outline.length - known;
  });
}

const grown = (turn: number, agent = 0) => [
  ...Array.from({ length: 3 * turn }, (_, index) => [agent * 1e6 + index * 10, agent * 1e6 + index * 10 + 5]).flat(),
  ...[7, 9],
];

test('the two-hundredth turn says no more than the tenth', () => {
  const said = saidOfTurns((turn) => grown(turn));
  expect(Math.max(...said.slice(10))).toBeLessThanOrEqual(10);
});

test('two agents in turns say a tenth of all their pieces', () => {
  const said = saidOfTurns((turn) => grown(turn >> 1, turn % 2), 2);
  const whole = Array.from({ length: 200 }, (_, turn) => grown(turn >> 1).length);
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  expect(sum(said)).toBeLessThan(sum(whole) / 5);
});
