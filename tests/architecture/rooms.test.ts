import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');

/** What each room may import besides itself: only rooms below it (docs/architecture.md). */
const below: Record<string, string[]> = {
  core: [],
  viewer: ['core'],
  client: ['core', 'viewer'],
  backend: ['core', 'viewer', 'client'],
};

/** `core` runs in browsers and in Node alike. */
const corePackages = new Set(['zod']);

function sourcesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (name === 'node_modules') return [];
    if (statSync(file).isDirectory()) return sourcesOf(file);
    return /\.tsx?$/.test(name) ? [file] : [];
  });
}

function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map((entry) => entry.fileName);
}

function roomOf(file: string, specifier: string): string | null {
  const workspace = /^@lens\/([^/]+)/.exec(specifier)?.[1];
  if (workspace) return workspace;
  if (!specifier.startsWith('.')) return null;
  return path.relative(root, path.resolve(path.dirname(file), specifier)).split(path.sep)[0] ?? null;
}

const isTest = (file: string) => /\.test\.tsx?$|[/\\](testing|fixtures)[/\\]/.test(file);

describe.each(Object.keys(below))('room %s', (room) => {
  const files = sourcesOf(path.join(root, room));

  test('has sources', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test('imports only rooms below it', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => {
          const target = roomOf(file, specifier);
          return target !== null && target !== room && !below[room]?.includes(target);
        })
        .map((specifier) => `${path.relative(root, file)} imports ${specifier}`),
    );
    expect(upward).toEqual([]);
  });

  test('reaches other rooms only through their public index files', () => {
    const deep = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.') && roomOf(file, specifier) !== room)
        .map((specifier) => `${path.relative(root, file)} imports ${specifier}`),
    );
    expect(deep).toEqual([]);
  });
});

test('core uses neither Node nor the DOM nor any package but its schema library', () => {
  const foreign = sourcesOf(path.join(root, 'core'))
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('.') && !corePackages.has(specifier))
        .map((specifier) => `${path.relative(root, file)} imports ${specifier}`),
    );
  expect(foreign).toEqual([]);
});
