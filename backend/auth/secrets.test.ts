import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSecrets } from './index';
import { thrownBy } from './testing/thrownBy';

const asRoot = process.getuid?.() === 0 ? test : test.skip;
let dataDir: string;
const file = (): string => path.join(dataDir, 'secrets.json');

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-secrets-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('the first start makes secrets that only their owner can read, later ones keep them', () => {
  const made = loadSecrets(dataDir);
  expect(made.gatewayToken).toMatch(/^lens-gw-[\w-]{32}$/);
  expect(new Set(Object.values(made)).size).toBe(5);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(loadSecrets(dataDir)).toEqual(made);
  expect(readdirSync(dataDir)).toEqual(['secrets.json']);
});

test('the data folder is made when it is not there', () => {
  expect(loadSecrets(path.join(dataDir, 'a', 'b')).apiToken).toMatch(/^lens-api-/);
});

test('a file that others could read is closed again', () => {
  const made = loadSecrets(dataDir);
  chmodSync(file(), 0o644);
  expect(loadSecrets(dataDir)).toEqual(made);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test.each(['', '{', '{"gatewayToken":"lens-gw-0123456789abcdef"}'])(
  'a damaged file (%p) stops the start and is left alone',
  (text) => {
    writeFileSync(file(), text);
    expect(thrownBy(() => loadSecrets(dataDir)).code).toBe('secrets_invalid');
    expect(readFileSync(file(), 'utf8')).toBe(text);
  },
);

test('a data folder that is a file says so', () => {
  writeFileSync(path.join(dataDir, 'file'), '');
  expect(thrownBy(() => loadSecrets(path.join(dataDir, 'file'))).code).toBe('secrets_unreadable');
});

asRoot('a file that only another user may read is not called damaged: nobody shall delete it', () => {
  loadSecrets(dataDir);
  chmodSync(dataDir, 0o755);
  process.seteuid?.(65534);
  try {
    expect(thrownBy(() => loadSecrets(dataDir)).code).toBe('secrets_unreadable');
  } finally {
    process.seteuid?.(0);
  }
});
