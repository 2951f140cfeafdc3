import fc from 'fast-check';
import type { Json, JsonObject } from '../../json';
import { apply, attribute, changes, diff, revert, type Change, type DiffResult, type PolicyStep } from '..';
import { editedBody, json } from '../testing/arbitraries';
import { equalJson } from '../value/equalJson';

/** The attributed diff of the first and the last of the bodies that policies `p1`, `p2`, … made one from the other. */
function throughPolicies(...bodies: Json[]): DiffResult {
  const steps = bodies.slice(1).map((body, index): PolicyStep => ({
    policy: `p${index + 1}`,
    redacts: false,
    delta: diff(bodies[index] ?? null, body).delta,
  }));
  const original = bodies[0] ?? null;
  return attribute(diff(original, bodies.at(-1) ?? null), original, steps);
}

const told = (result: DiffResult): string[] =>
  changes(result).map((change) => `${change.kind} ${change.path} by ${change.by?.join(', ') ?? 'nobody'}`);

/** Spans as text: `=kept`, `-removed`, `+added`, with the policy behind a colon. */
function shown(text: string, change: Change | undefined): string[] {
  let position = 0;
  return (change?.spans ?? []).map((span) => {
    if (span.op === 'add') return `+${span.text}:${span.by ?? '?'}`;
    const length = span.op === 'keep' ? span.length : span.text.length;
    position += length;
    return span.op === 'keep' ? `=${text.slice(position - length, position)}` : `-${span.text}:${span.by ?? '?'}`;
  });
}

const say = (content: string): Json => ({ messages: [{ role: 'user', content }] });

describe('one policy', () => {
  test('is named at each kind of change', () => {
    const left = { a: 1, b: 'x', c: [{ id: 1 }, { id: 2 }, { id: 3 }], d: 'some words here' };
    const right = { a: 2, c: [{ id: 3 }, { id: 1 }, { id: 2, n: 1 }], d: 'some words there', e: null };
    const result = throughPolicies(left, right);
    expect(told(result).length).toBeGreaterThanOrEqual(6);
    expect(told(result).every((line) => line.endsWith(' by p1'))).toBe(true);
    expect(result.summary).toBe(diff(left, right).summary);
  });

  test('no steps, no names', () => {
    const result = diff(say('a b'), say('a c'));
    expect(attribute(result, say('a b'), [])).toEqual(result);
  });
});

describe('several policies in one text', () => {
  const original = 'Call 555-1234 or write to ann@example.org today.';

  test('each word belongs to the policy that changed it', () => {
    const phone = 'Call [PHONE] or write to ann@example.org today.';
    const both = 'Call [PHONE] or write to [EMAIL] today.';
    const [change] = throughPolicies(say(original), say(phone), say(both)).modified;
    expect(shown(original, change)).toEqual([
      '=Call ',
      '-555-1234:p1',
      '+[PHONE]:p1',
      '= or write to ',
      '-ann@example.org:p2',
      '+[EMAIL]:p2',
      '= today.',
    ]);
    expect(change?.by).toEqual(['p1', 'p2']);
  });

  test('words that touch are told apart although a plain diff would join them', () => {
    const [change] = throughPolicies(
      say('key alpha beta end'),
      say('key [1] beta end'),
      say('key [1] [2] end'),
    ).modified;
    expect(shown('key alpha beta end', change)).toEqual([
      '=key ',
      '-alpha:p1',
      '+[1]:p1',
      '= ',
      '-beta:p2',
      '+[2]:p2',
      '= end',
    ]);
  });

  test('what a later policy put back was changed by nobody', () => {
    const [change, ...others] = throughPolicies(
      say('The red car is fast'),
      say('The blue car is fast'),
      say('The blue car is slow'),
      say('The red car is slow'),
    ).modified;
    expect(others).toEqual([]);
    expect(shown('The red car is fast', change)).toEqual(['=The red car is ', '-fast:p2', '+slow:p2']);
    expect(change?.by).toEqual(['p2']);
  });

  test('a word that was changed twice was removed by the first and added by the second', () => {
    const [change] = throughPolicies(
      say('It costs ten euros'),
      say('It costs nine euros'),
      say('It costs one euros'),
    ).modified;
    expect(shown('It costs ten euros', change)).toEqual(['=It costs ', '-ten:p1', '+one:p2', '= euros']);
  });

  test('inside the arguments of a tool, too', () => {
    const call = (city: string, days: number): Json => ({ arguments: JSON.stringify({ city, days }) });
    expect(told(throughPolicies(call('near Rome', 1), call('near Paris', 1), call('near Paris', 2)))).toEqual([
      'text arguments.city by p1',
      'replace arguments.days by p2',
    ]);
  });
});

describe('arrays', () => {
  const user = (content: string): Json => ({ role: 'user', content });
  const system: Json = { role: 'system', content: 'Be brief, be kind and be quick.' };

  test('indexes that shift between the steps', () => {
    const result = throughPolicies(
      { messages: [user('first thing to say'), user('second thing to say')] },
      { messages: [system, user('first thing to say'), user('second thing to say')] },
      { messages: [system, user('first thing to say'), user('second thing to tell')] },
    );
    expect(told(result)).toEqual(['add messages[0] by p1', 'text messages[2].content by p2']);
  });

  test('a message that one adds and another edits names both, in the order of the chain', () => {
    const result = throughPolicies(
      { messages: [user('hello')] },
      { messages: [system, user('hello')] },
      { messages: [{ role: 'system', content: 'Be brief, be kind and be slow.' }, user('hello')] },
    );
    expect(told(result)).toEqual(['add messages[0] by p1, p2']);
  });

  test('a message that one edits and another removes names who removed it: without the other it were gone as well', () => {
    const result = throughPolicies(
      { messages: [user('tell me all about it'), user('hello')] },
      { messages: [user('tell me nothing about it'), user('hello')] },
      { messages: [user('hello')] },
    );
    expect(told(result)).toEqual(['remove messages[0] by p2']);
  });

  test('a moved message, and what was changed in it on the way', () => {
    const [a, b, c] = [
      { id: 'a', text: 'one two three' },
      { id: 'b', text: 'four' },
      { id: 'c', text: 'five' },
    ];
    const result = throughPolicies([a, b, c], [b, c, a], [b, c, { id: 'a', text: 'one two four' }]);
    expect(told(result)).toEqual(['move [2] by p1', 'text [2].text by p2']);
  });
});

describe('undoing', () => {
  test('a value that was changed, restored and changed again is the last one’s', () => {
    expect(told(throughPolicies({ n: 1 }, { n: 2 }, { n: 1 }, { n: 3 }))).toEqual(['replace n by p3']);
  });

  test('a value that already was as in the end is the first one’s', () => {
    expect(told(throughPolicies({ n: 1 }, { n: 3 }, { n: 5 }, { n: 3 }))).toEqual(['replace n by p1']);
  });

  test('an addition that was taken back leaves nothing', () => {
    expect(told(throughPolicies({ a: 1 }, { a: 1, b: 2 }, { a: 1 }, { a: 2 }))).toEqual(['replace a by p3']);
  });
});

test('whatever the policies did, the attributed delta still loses nothing and names someone for every change', () => {
  const chain = fc.oneof(
    fc.array(json, { minLength: 2, maxLength: 4 }),
    fc.tuple(editedBody, editedBody).map(([[a, b], [c]]) => [a, b, { ...b, model: 'm-3' }, c]),
    fc.tuple(editedBody, fc.string()).map(([[a, b], content]) => [a, b, { ...b, system: content }]),
  );
  fc.assert(
    fc.property(chain, (bodies) => {
      const left = bodies[0] ?? null;
      const right = bodies.at(-1) ?? null;
      const result = throughPolicies(...bodies);
      expect(equalJson(apply(result.delta, left), right)).toBe(true);
      expect(equalJson(revert(result.delta, right), left)).toBe(true);
      for (const change of changes(result)) expect(change.by?.length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

test('who only spaced a tool’s arguments anew did not change what is in them', () => {
  const call = (text: string): Json => ({ arguments: text });
  const result = throughPolicies(
    call('{"to": "ann", "n": 1, "list": [1]}'),
    call('{"to":"ann","n":1,"list":[1]}'),
    call('{"to":"bob","n":1,"list":[1,2]}'),
    call('{"to":"bob", "n":1, "list":[1,2]}'),
  );
  expect(told(result)).toEqual(['replace arguments.to by p2', 'add arguments.list[1] by p2']);
});

test('policies that each change a key of their own are each named for it', () => {
  const edit = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(3));
  fc.assert(
    fc.property(fc.uniqueArray(edit, { selector: ([key]) => key, minLength: 1 }), (edits) => {
      const bodies: Json[] = [{ a: 'x', b: 'x', c: 'x' }];
      for (const [key, value] of edits) bodies.push({ ...(bodies.at(-1) as object), [key]: value });
      const expected = edits.map(([key], index) => `replace ${key} by p${index + 1}`).sort();
      expect(told(throughPolicies(...bodies)).sort()).toEqual(expected);
    }),
  );
});

describe('more changes than are looked up', () => {
  const numbers = (count: number, by: number): Json => ({
    n: Array.from({ length: count }, (_, i) => [`id ${i}`, by * i]),
  });
  const steps = (count: number): [Json, PolicyStep[]] => {
    const bodies = [1, 2, 3].map((by): Json =>
      by === 3 ? { ...(numbers(count, 2) as JsonObject), x: 1 } : numbers(count, by),
    );
    const made = bodies.slice(1).map((body, i) => ({
      policy: `p${i}`,
      redacts: false,
      delta: diff(bodies[i] ?? null, body).delta,
    }));
    return [numbers(count, 1), made];
  };
  const attributed = (count: number) => {
    const [original, made] = steps(count);
    return attribute(diff(original, { ...(numbers(count, 2) as JsonObject), x: 1 }), original, made);
  };

  test('name every policy of the chain beyond, and the result tells it', () => {
    const result = attributed(10_100);
    expect(result.attribution).toBe('coarse');
    expect(result.modified[0]?.by).toEqual(['p0']);
    expect(result.modified.at(-1)?.by).toEqual(['p0', 'p1']);
  });

  test('name every policy for all of them where the steps are too large to be followed', () => {
    const result = attributed(40_000);
    expect(result.attribution).toBe('coarse');
    expect(result.modified[0]?.by).toEqual(['p0', 'p1']);
  });

  test('fewer are all told exactly', () => {
    const result = attributed(100);
    expect(result).not.toHaveProperty('attribution');
    expect(new Set(result.modified.flatMap((change) => change.by))).toEqual(new Set(['p0']));
  });
});
