import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const sources = globSync('backend/**/*.ts', { cwd: root }).filter((file) => !file.includes('node_modules'));

function filesWith(pattern: RegExp): string[] {
  return sources.filter((file) => pattern.test(readFileSync(path.join(root, file), 'utf8')));
}

test('there is one type of log, whose fields have one spelling', () => {
  expect(filesWith(/^ {2}(?:readonly )?(?:info|warn|error)\??[:(<][^;{]*\bmessage: string\b[^;{]*;/m)).toEqual([
    path.join('backend', 'log.ts'),
  ]);
});

test('the library behind it is known in one place', () => {
  expect(filesWith(/from 'pino'/)).toEqual([path.join('backend', 'start', 'log.ts')]);
});
