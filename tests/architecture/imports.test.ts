import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findCycles } from './support/findCycles';
import { folderImports, forbiddenImports, importsOfTests, readFolderTable, unusedAllowances } from './support/folders';
import { readImports, type ImportGraph } from './support/importGraph';

/** Imports go one way: no file leads back to itself, and a folder of the backend imports what docs/architecture.md allows. */

const root = path.resolve(__dirname, '../..');
const graph = readImports(root, ['core', 'viewer', 'client', 'backend', 'tests', 'bench']);
const table = readFolderTable(readFileSync(path.join(root, 'docs/architecture.md'), 'utf8'), 'Folders of the backend');
const imports = folderImports(graph, 'backend');

test('there are imports to look at, and a table', () => {
  expect(graph.size).toBeGreaterThan(500);
  expect([...table.keys()]).toEqual(expect.arrayContaining(['errors', 'call', 'capture', 'store', 'gateway', 'query']));
});

test('no imports go round, types included', () => {
  expect(findCycles(graph).map((cycle) => cycle.join(' → '))).toEqual([]);
});

test('a folder of the backend imports only what the table allows', () => {
  expect(forbiddenImports(imports, table)).toEqual([]);
});

test('the table allows nothing that nobody does', () => {
  expect(unusedAllowances(imports, table)).toEqual([]);
});

test('nothing of the product imports what is there for tests', () => {
  expect(importsOfTests(graph)).toEqual([]);
});

/** The checks themselves: each of them fails when what it holds is broken. */
describe('on a tree that breaks it', () => {
  const graphOf = (files: Record<string, string[]>): ImportGraph =>
    new Map(
      Object.entries(files).map(([file, to]) => [file, to.map((target) => ({ specifier: target, file: target }))]),
    );

  test('a way round is found, the shortest of each knot', () => {
    const knots = graphOf({
      'a.ts': ['b.ts'],
      'b.ts': ['c.ts', 'd.ts'],
      'c.ts': ['a.ts'],
      'd.ts': ['b.ts'],
      'e.ts': ['a.ts', 'f.ts'],
      'f.ts': ['f.ts'],
    });
    expect(findCycles(knots)).toEqual([['b.ts', 'd.ts'], ['f.ts']]);
    expect(findCycles(graphOf({ 'a.ts': ['b.ts', 'c.ts'], 'b.ts': ['c.ts'], 'c.ts': [] }))).toEqual([]);
  });

  test('every import between two folders that their rows do not name is found', () => {
    const pairs = [...table.keys()].flatMap((folder) =>
      [...table.keys()]
        .filter((other) => other !== folder && !table.get(folder)?.includes(other))
        .map((other) => [folder, other]),
    );
    expect(pairs.length).toBeGreaterThan(100);
    for (const [folder = '', other = ''] of pairs) {
      const broken = graphOf({ [`backend/${folder}/x.ts`]: [`backend/${other}/index.ts`] });
      const found = forbiddenImports(folderImports(broken, 'backend'), table);
      expect(found).toEqual([`backend/${folder}/x.ts imports ${other}`]);
    }
  });

  test('a program is imported by nobody, and an import that only a test makes is no use of an allowance', () => {
    const programs = folderImports(graphOf({ 'backend/call/x.ts': ['backend/main.ts'] }), 'backend');
    expect(forbiddenImports(programs, table)).toEqual(['backend/call/x.ts imports main']);
    const tests = graphOf({ 'backend/query/x.test.ts': ['backend/store/index.ts'] });
    expect(unusedAllowances(folderImports(tests, 'backend'), new Map([['query', ['store']]]))).toEqual([
      'query imports store',
    ]);
  });

  test('a part of the product that imports a test’s helper is found', () => {
    expect(importsOfTests(graphOf({ 'backend/a.ts': ['backend/testing/b.ts'] }))).toEqual([
      'backend/a.ts imports backend/testing/b.ts',
    ]);
  });
});
