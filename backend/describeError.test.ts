import { createContext, runInContext } from 'node:vm';
import { describeError } from './describeError';

const canary = 'canary-5f3a';
/** A message may quote a text that looks like the frames of a stack: people ask models about those. */
const quotedStack = `${canary}\n    at ${canary}.f (/home/${canary}/f.js:1:2)`;

const told = (error: unknown): string => JSON.stringify(describeError(error));

test('an error is its class, its code and the places in the code', () => {
  const error = Object.assign(new RangeError(canary), { code: 'ERR_TOO_FAR' });
  const described = describeError(error);
  const place = expect.stringMatching(/describeError\.test\.ts:\d+:\d+/) as string;
  expect(described).toMatchObject({ type: 'RangeError', code: 'ERR_TOO_FAR', place });
  expect(described.stack).toMatch(/^at [^\n]+(\nat [^\n]+)+$/);
});

test('an error of a class of its own is told by the name of the class, whatever it calls itself', () => {
  class OutOfStock extends Error {
    override name = canary;
  }
  expect(describeError(new OutOfStock())).toMatchObject({ type: 'OutOfStock' });
  expect(told(new OutOfStock())).not.toContain(canary);
});

test('what caused it is told with its own frames', () => {
  const refused = Object.assign(new Error(canary), { code: 'ECONNREFUSED' });
  const error = new TypeError(canary, { cause: new AggregateError([refused], canary) });
  const { stack } = describeError(error);
  expect(stack.match(/^caused by .*$/gm)).toEqual(['caused by AggregateError', 'caused by Error (ECONNREFUSED)']);
  expect(stack.match(/^at .*describeError\.test.*$/gm)).toHaveLength(3);
  expect(stack).not.toContain(canary);
});

test('a ring of causes is told once', () => {
  const error = new Error(canary);
  error.cause = error;
  expect(describeError(error).stack).not.toContain('caused by');
});

test('an error of another realm is one too', () => {
  expect(describeError(runInContext('new SyntaxError("x")', createContext()))).toMatchObject({ type: 'SyntaxError' });
});

const tampered: Record<string, () => unknown> = {
  'an error whose message looks like frames': () => new Error(quotedStack),
  'one whose message was changed afterwards': () => Object.assign(new Error(quotedStack), { message: 'Changed' }),
  'one whose message was taken away': () => Object.assign(new Error(quotedStack), { message: '' }),
  'one whose stack was written by hand': () => Object.assign(new Error('x'), { stack: canary }),
  'one to whose stack a text was added': () => {
    const error = new Error('x');
    error.stack = `${error.stack ?? ''}\n${canary}`;
    return error;
  },
  'one whose stack begins with a text': () => Object.assign(new Error('x'), { stack: `${quotedStack}\nError: x` }),
  'one whose code is a text': () => Object.assign(new Error(canary), { code: `the code ${canary}` }),
  'one with a stack that can not be read': () =>
    Object.defineProperty(new Error(canary), 'stack', {
      get() {
        throw new Error(canary);
      },
    }),
  'one that a tampered error caused': () =>
    new Error(canary, { cause: Object.assign(new Error('x'), { stack: canary }) }),
  'one that a text caused': () => new Error('x', { cause: canary }),
  'a text': () => canary,
  'an object that says it is an error': () => ({
    name: canary,
    message: canary,
    stack: `Error: ${canary}\n    at f (a.js:1:2)`,
  }),
  'a proxy that throws': () =>
    new Proxy(new Error(canary), {
      get: () => {
        throw new Error(canary);
      },
    }),
};

test.each(Object.entries(tampered))('no text of the message is told of %s', (_what, make) => {
  expect(told(make())).not.toContain(canary);
});
