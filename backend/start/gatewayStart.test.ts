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

const keys = { identityKey: 'k'.repeat(32), digestKey: 'd'.repeat(32) };

function started(yaml: string, own: Partial<typeof keys> = {}) {
  const file = path.join(dir, 'lens.yaml');
  writeFileSync(file, yaml);
  return gatewayStart(loadConfig({ file, env: {}, checkPolicy: () => null }), '1.0.0', { ...keys, ...own });
}

const redact = (options: string) => `
policies:
  words: { use: text-replacement, options: ${options} }
chain: [words]
`;

test('policies and chains are told apart by what they are, not by how it is written', () => {
  const policiesOf = (options: string) => started(redact(options)).policies;
  const first = policiesOf('{ apply_to: request, rules: [{ find: Falcon, replace: it }] }');
  expect(Object.keys(first)).toContain('policy words');
  expect(Object.values(first)).toContain('words');
  expect(policiesOf('{ rules: [{ replace: it, find: Falcon }], apply_to: request }')).toEqual(first);
  const other = policiesOf('{ apply_to: request, rules: [{ find: Eagle, replace: it }] }');
  expect(other['policy words']).not.toBe(first['policy words']);
});

test('what a policy looks for is not in it, nor to be tried out without the key', () => {
  const yaml = redact('{ rules: [{ find: Falcon, replace: it }] }');
  expect(JSON.stringify(started(yaml))).not.toContain('Falcon');
  expect(started(yaml, { identityKey: 'x'.repeat(32) }).policies).not.toEqual(started(yaml).policies);
});

test('a gateway is known by its data folder, whatever it is configured as and whoever shares its hash key', () => {
  const { gateway } = started(redact('{ rules: [{ find: Falcon, replace: it }] }'));
  expect(started('').gateway).toBe(gateway);
  expect(started('', { identityKey: 'x'.repeat(32) }).gateway).toBe(gateway);
  expect(started('', { digestKey: 'x'.repeat(32) }).gateway).not.toBe(gateway);
  expect(gateway).not.toContain(keys.digestKey);
});
