import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCatalogue, streamErrorCodes } from './errorCatalogue';

const backend = path.resolve(__dirname, '../..');
const page = readFileSync(path.join(backend, '../docs/errors.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\S+) +\| `(\w+)`/gm)].map(([, status = '', code = '']) => [code, status]);
const documented = Object.fromEntries(rows) as Record<string, string>;

test('every error that a client can get is documented with its status, and no other', () => {
  const statuses = Object.entries(errorCatalogue).map(([code, { status }]) => [code, String(status)]);
  const events = streamErrorCodes.map((code) => [code, 'stream']);
  expect(documented).toEqual(Object.fromEntries([...statuses, ...events]));
});

test('every error is given somewhere', () => {
  const files = globSync('{call,gateway,policies}/**/*.ts', { cwd: backend });
  const isSource = (file: string): boolean => !/\.test\.ts$|errorCatalogue|limits\.ts$|chain\.types/.test(file);
  const source = files.filter(isSource).map((file) => readFileSync(path.join(backend, file), 'utf8'));
  const codes = [...Object.keys(errorCatalogue), ...streamErrorCodes];
  expect(codes.filter((code) => !source.some((text) => text.includes(`'${code}'`)))).toEqual([]);
});
