import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';

/** What `npm test` says of itself. */

const lib = path.resolve(__dirname, '../../scripts/lib/jestFailures.mjs');
const failures = z.array(z.object({ what: z.string(), why: z.array(z.string()), command: z.string() }));

/** As `npm test` reads jest's report, which is for Node as it is. */
function failuresOf(testResults: object[], seedArgs: string[] = []) {
  const script = `import { jestFailures } from ${JSON.stringify(lib)};
    console.log(JSON.stringify(jestFailures(${JSON.stringify({ testResults })}, '/clone', ${JSON.stringify(seedArgs)})));`;
  return failures.parse(
    JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })),
  );
}

test('what failed is said with its message, and with the command that runs it alone, whatever its name', () => {
  const title = 'says $5 [a*b] isn’t "it\'s"';
  const failed = {
    status: 'failed',
    ancestorTitles: ['a list (short)'],
    title,
    fullName: `a list (short) ${title}`,
    failureMessages: [
      'Error: Property failed\n{ seed: 7 }\n\n\u001B[31mExpected\u001B[39m: 1\n    at a.ts:1:1\n    at b',
    ],
  };
  const passed = { ...failed, status: 'passed', failureMessages: [] };
  const file = { name: '/clone/core/a.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] };
  const whole = { name: '/clone/core/b.test.ts', status: 'passed', message: '', assertionResults: [passed] };
  const [found, ...more] = failuresOf([whole, file], ['--seed=7']);
  expect(more).toEqual([]);
  expect(found?.what).toBe(`core/a.test.ts › a list (short) › ${title}`);
  expect(found?.why).toEqual(['Error: Property failed', '{ seed: 7 }', 'Expected: 1']);
  const words = execFileSync('sh', ['-c', `printf '%s\\n' ${found?.command ?? ''}`], { encoding: 'utf8' }).split('\n');
  expect(words.slice(0, 6)).toEqual(['npm', 'test', '--', '--seed=7', 'core/a.test.ts', '-t']);
  expect(new RegExp(words[6] ?? '').test(failed.fullName)).toBe(true);
});

test('a file that did not get as far as a test has failed as well', () => {
  const broken = { name: '/clone/core/a.test.ts', status: 'failed', message: 'Cannot find x', assertionResults: [] };
  expect(failuresOf([broken])).toEqual([
    { what: 'core/a.test.ts', why: ['Cannot find x'], command: 'npm test -- core/a.test.ts' },
  ]);
});

test('property tests have a seed that does not change by itself', () => {
  expect(fc.readConfigureGlobal()).toEqual({ seed: Number(process.env.LENS_TEST_SEED ?? 1) });
});
