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
  plugin: ['core', 'viewer', 'client'],
};

/** What the rooms that run in browsers may import besides rooms: no Node, no server, no house that they live in. */
const packages: Record<string, ReadonlySet<string>> = {
  core: new Set(['zod', 're2js', '@eslint-community/regexpp']),
  viewer: new Set(['react', 'react-dom', '@noble/hashes/sha2.js', '@noble/hashes/utils.js', '@tanstack/react-virtual']),
  client: new Set(['react', 'zod']),
};

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

test.each(Object.entries(packages))('%s uses neither Node nor any package but its own', (room, allowed) => {
  expect(foreignImports(graph, room, allowed)).toEqual([]);
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

  test.each(Object.entries(packages))('%s may not use what is not its own, but in its tests', (room, allowed) => {
    for (const specifier of ['node:fs', 'express', '@grafana/ui']) {
      expect(foreignImports(tree(`${room}/a.ts`, specifier, null), room, allowed)).toHaveLength(1);
      expect(foreignImports(tree(`${room}/a.test.ts`, specifier, null), room, allowed)).toEqual([]);
    }
  });
});
