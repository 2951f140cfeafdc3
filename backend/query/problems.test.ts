import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problemCatalogue } from '@lens/core/api';
import { openApiDocument } from './openapi/document';

const backend = path.resolve(__dirname, '..');
const page = readFileSync(path.join(backend, '../docs/api.md'), 'utf8');

test('every problem is documented with its status, and no other', () => {
  const rows = [...page.matchAll(/^\| (\d{3}) +\| `(\w+)`/gm)].map(([, status, code = '']) => [code, Number(status)]);
  const statuses = Object.entries(problemCatalogue).map(([code, { status }]) => [code, status]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(statuses));
});

test('every problem is answered somewhere', () => {
  const files = globSync('{auth,http,ingest,live,query,pages,telemetry}/**/*.ts', { cwd: backend });
  const sources = files.filter((file) => !file.endsWith('.test.ts'));
  const text = sources.map((file) => readFileSync(path.join(backend, file), 'utf8')).join('\n');
  expect(Object.keys(problemCatalogue).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});

test('the OpenAPI document has every status of theirs', () => {
  const { paths } = openApiDocument('0') as { paths: Record<string, Record<string, { responses: object }>> };
  const answered = new Set(
    Object.values(paths).flatMap((operations) =>
      Object.values(operations).flatMap(({ responses }) => Object.keys(responses)),
    ),
  );
  const statuses = Object.values(problemCatalogue).map(({ status }) => String(status));
  expect(statuses.filter((status) => !answered.has(status))).toEqual([]);
});
