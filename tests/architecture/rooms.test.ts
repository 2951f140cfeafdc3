import path from 'node:path';
import { readImports, type ImportGraph } from './support/importGraph';
import { deepImports, foreignImports, upwardImports, type RoomTable } from './support/rooms';

const root = path.resolve(__dirname, '../..');

/** What each room may import besides itself: only rooms below it (docs/architecture.md). */
const below: RoomTable = {
  core: [],
  viewer: ['core'],
  client: ['core', 'viewer'],
  backend: ['core', 'viewer', 'client'],
};

/** `core` runs in browsers and in Node alike. */
const corePackages = new Set(['zod']);

const rooms = Object.keys(below);
const graph = readImports(root, rooms);

describe.each(rooms)('room %s', (room) => {
  test('has sources', () => {
    expect([...graph.keys()].filter((file) => file.startsWith(`${room}/`)).length).toBeGreaterThan(0);
  });

  test('imports only rooms below it', () => {
    expect(upwardImports(graph, room, below)).toEqual([]);
  });

  test('reaches other rooms only through their public index files', () => {
    expect(deepImports(graph, room)).toEqual([]);
  });
});

test('core uses neither Node nor the DOM nor any package but its schema library', () => {
  expect(foreignImports(graph, 'core', corePackages)).toEqual([]);
});

/** The checks themselves. */
describe('on a tree that breaks it', () => {
  const tree = (file: string, specifier: string, target: string | null): ImportGraph =>
    new Map([[file, [{ specifier, file: target }]]]);

  test.each(rooms)('%s may import no room that is not below it, by name or by path', (room) => {
    for (const other of rooms.filter((each) => each !== room && !below[room]?.includes(each))) {
      for (const specifier of [`@lens/${other}/x`, `../${other}/x`]) {
        const broken = tree(`${room}/a.ts`, specifier, `${other}/x/index.ts`);
        expect(upwardImports(broken, room, below)).toEqual([`${room}/a.ts imports ${specifier}`]);
      }
    }
  });

  test('another room is not reached by a path', () => {
    const reaching = tree('viewer/a.ts', '../core/json/isObject', 'core/json/isObject.ts');
    expect(deepImports(reaching, 'viewer')).toEqual(['viewer/a.ts imports ../core/json/isObject']);
  });

  test.each(['node:fs', 'react'])('core may not use %s, but in its tests', (specifier) => {
    expect(foreignImports(tree('core/a.ts', specifier, null), 'core', corePackages)).toHaveLength(1);
    expect(foreignImports(tree('core/a.test.ts', specifier, null), 'core', corePackages)).toEqual([]);
  });
});
