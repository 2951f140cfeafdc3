import { readFileSync } from 'node:fs';
import path from 'node:path';
import { entryOf } from './entry';

const line = JSON.stringify({
  timestamp: '2026-11-30T01:02:03.004Z',
  level: 'warn',
  service: 'luthien-lens',
  component: 'records',
  message: 'luthien.pipeline client_request',
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  record_type: 'pipeline',
  payload_type: 'client_request',
  transaction_id: '0199c1d2-0000-7000-8000-000000000001',
});

test('an entry has the time of its line, in nanoseconds', () => {
  expect(entryOf(`${line}\n`, 'label')).toMatchObject({ timestamp: '1796000523004000000', line });
});

test('the collector’s configuration makes the same labels of the same fields', () => {
  const config = readFileSync(path.resolve(__dirname, '../../observability/alloy/luthien.alloy'), 'utf8');
  const block = (stage: string) => new RegExp(`stage\\.${stage} \\{[^]*?\\{([^]*?)\\n {4}\\}`).exec(config)?.[1] ?? '';
  const named = [...block('labels').matchAll(/^ +(\w+) +=/gm)].map(([, name]) => name);
  const { labels } = entryOf(line, 'label');
  expect([...named, 'app'].sort()).toEqual(Object.keys(labels).sort());
  const fields = new Map(
    [...block('json').matchAll(/^ +(\w+) += "(\w+)"/gm)].map(([, to = '', from = '']) => [to, from]),
  );
  expect(fields.get('logger')).toBe('component');
  const read = JSON.parse(line) as Record<string, string>;
  for (const name of ['logger', 'trace_id', 'record_type', 'payload_type']) {
    expect(read[fields.get(name) ?? '']).toBe(labels[name]);
  }
});
