import type { ImportGraph } from './importGraph';

/** What each folder of a room may import of the others; a file at the room's top counts as a folder of its name. */
export type FolderTable = ReadonlyMap<string, readonly string[]>;

/** Reads the rows of a table in Markdown whose first cell is one name in backquotes and whose last cell is a list of them. */
export function readFolderTable(markdown: string, heading: string): FolderTable {
  const section = markdown.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').flatMap((line) => {
    const cells = line.split('|').slice(1, -1);
    const [folder] = namesIn(cells[0] ?? '');
    return folder === undefined ? [] : [[folder, namesIn(cells.at(-1) ?? '')] as const];
  });
  return new Map(rows);
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
}

export interface FolderImport {
  file: string;
  folder: string;
  /** The folder that it imports from. */
  other: string;
}

/** The imports from one folder of a room to another, as the product is made of them: tests may look anywhere. */
export function folderImports(graph: ImportGraph, room: string): FolderImport[] {
  return [...graph].flatMap(([file, imports]) => {
    const folder = folderOf(file, room);
    if (folder === null || isTest(file)) return [];
    return imports.flatMap((target) => {
      const other = target.file === null ? null : folderOf(target.file, room);
      return other === null || other === folder ? [] : [{ file, folder, other }];
    });
  });
}

/** Imports that the table does not allow. Folders that it does not name may not be imported, and import what they like. */
export function forbiddenImports(imports: FolderImport[], table: FolderTable): string[] {
  const forbidden = imports.filter(({ folder, other }) => {
    const allowed = table.get(folder);
    return !table.has(other) || (allowed !== undefined && !allowed.includes(other));
  });
  return forbidden.map(({ file, other }) => `${file} imports ${other}`);
}

/** What the table allows and nobody does: it would let in what is not meant any more. */
export function unusedAllowances(imports: FolderImport[], table: FolderTable): string[] {
  const used = new Set(imports.map(({ folder, other }) => `${folder} imports ${other}`));
  return [...table]
    .flatMap(([folder, allowed]) => allowed.map((other) => `${folder} imports ${other}`))
    .filter((allowance) => !used.has(allowance));
}

/** Parts of the product that import what only tests use. */
export function importsOfTests(graph: ImportGraph): string[] {
  return [...graph].flatMap(([file, imports]) =>
    isTest(file)
      ? []
      : imports.flatMap(({ file: target }) => (target !== null && isTest(target) ? [`${file} imports ${target}`] : [])),
  );
}

export function isTest(file: string): boolean {
  return /\.test\.tsx?$|\/(testing|fixtures)\/|^(tests|bench)\//.test(file);
}

function folderOf(file: string, room: string): string | null {
  const [first, second] = file.split('/');
  return first === room && second !== undefined ? second.replace(/\.tsx?$/, '') : null;
}
