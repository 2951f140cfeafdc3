import { loadConfig } from '../config';
import { gatewayStart } from './gatewayStart';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'lens-start-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function started(yaml: string, key = 'k'.repeat(32)) {
  const file = path.join(dir, 'lens.yaml');
  writeFileSync(file, yaml);
  return gatewayStart(loadConfig({ file, env: {}, checkPolicy: () => null }), '1.0.0', key).policies;
}

const redact = (options: string) => `
policies:
  words: { use: text-replacement, options: ${options} }
chain: [words]
`;

test('policies and chains are told apart by what they are, not by how it is written', () => {
  const first = started(redact('{ apply_to: request, rules: [{ find: Falcon, replace: it }] }'));
  expect(Object.keys(first)).toContain('policy words');
  expect(Object.values(first)).toContain('words');
  expect(started(redact('{ rules: [{ replace: it, find: Falcon }], apply_to: request }'))).toEqual(first);
  const other = started(redact('{ apply_to: request, rules: [{ find: Eagle, replace: it }] }'));
  expect(other['policy words']).not.toBe(first['policy words']);
});

test('what a policy looks for is not in it, nor to be tried out without the key', () => {
  const yaml = redact('{ rules: [{ find: Falcon, replace: it }] }');
  expect(JSON.stringify(started(yaml))).not.toContain('Falcon');
  expect(started(yaml, 'x'.repeat(32))).not.toEqual(started(yaml));
});
