import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { prepareBinaries, type Binaries } from './binaries';

let folder: string;
let binaries: Binaries;

/** A package as npm unpacks it: without its links. */
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lens-binaries-'));
  const packageDir = path.join(folder, 'package');
  mkdirSync(path.join(packageDir, 'native', 'lib'), { recursive: true });
  mkdirSync(path.join(packageDir, 'native', 'bin'));
  writeFileSync(path.join(packageDir, 'native', 'bin', 'postgres'), '', { mode: 0o700 });
  writeFileSync(path.join(packageDir, 'native', 'lib', 'libicuuc.so.60.2'), 'library');
  const links = [{ source: 'native/lib/libicuuc.so.60.2', target: 'native/lib/libicuuc.so.60' }];
  writeFileSync(path.join(packageDir, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  binaries = { packageDir, version: '18.4' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const link = (native: string): string => path.join(native, 'lib', 'libicuuc.so.60');

test('the links that npm leaves out are made where the package is', () => {
  const native = prepareBinaries(binaries, folder, null);
  expect(native).toBe(path.join(binaries.packageDir, 'native'));
  expect(readlinkSync(link(native))).toBe('libicuuc.so.60.2');
  expect(prepareBinaries(binaries, folder, null)).toBe(native);
});

test('a link that points nowhere is replaced', () => {
  const native = path.join(binaries.packageDir, 'native');
  symlinkSync('gone', link(native));
  prepareBinaries(binaries, folder, null);
  expect(readlinkSync(link(native))).toBe('libicuuc.so.60.2');
});

test('for a user who may not run them they are copied once, links and rights included', () => {
  const stranger = 4_242;
  const copy = prepareBinaries(binaries, folder, stranger);
  expect(copy).toBe(path.join(folder, 'binaries-18.4'));
  expect(readlinkSync(link(copy))).toBe('libicuuc.so.60.2');
  expect(existsSync(path.join(copy, 'bin', 'postgres'))).toBe(true);
  writeFileSync(path.join(copy, 'mark'), '');
  expect(prepareBinaries(binaries, folder, stranger)).toBe(copy);
  expect(existsSync(path.join(copy, 'mark'))).toBe(true);
});
