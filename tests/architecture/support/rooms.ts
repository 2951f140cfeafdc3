import type { Import, ImportGraph } from './importGraph';
import { isTest } from './folders';

/** The rooms that each room may import besides itself. */
export type RoomTable = Readonly<Record<string, readonly string[]>>;

/** Imports of a room that the table does not allow. */
export function upwardImports(graph: ImportGraph, room: string, table: RoomTable): string[] {
  return importsOf(graph, room, (_file, target) => {
    const other = roomOf(target);
    return other !== null && other !== room && !table[room]?.includes(other);
  });
}

/** Imports from another room by a path: only its `@lens/<room>/<folder>`, which is a folder's index, is for others. */
export function deepImports(graph: ImportGraph, room: string): string[] {
  return importsOf(graph, room, (_file, target) => target.specifier.startsWith('.') && roomOf(target) !== room);
}

/** Packages, and what Node brings, that a room's code uses and may not. */
export function foreignImports(graph: ImportGraph, room: string, allowed: ReadonlySet<string>): string[] {
  return importsOf(graph, room, (file, { specifier }) => {
    const isPackage = !specifier.startsWith('.') && !specifier.startsWith('@lens/');
    return isPackage && !isTest(file) && !allowed.has(specifier);
  });
}

function importsOf(graph: ImportGraph, room: string, isMeant: (file: string, target: Import) => boolean): string[] {
  return [...graph]
    .filter(([file]) => file.startsWith(`${room}/`))
    .flatMap(([file, imports]) =>
      imports.filter((target) => isMeant(file, target)).map(({ specifier }) => `${file} imports ${specifier}`),
    );
}

/** Null for a package. */
function roomOf({ specifier, file }: Import): string | null {
  return /^@lens\/([^/]+)/.exec(specifier)?.[1] ?? file?.split('/')[0] ?? null;
}
