import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** An import as it is written, and the file it leads to; null for a package and for what Node brings. */
export interface Import {
  specifier: string;
  file: string | null;
}

/** Files, by their paths from the root with slashes, and what each imports: values, types and re-exports alike. */
export type ImportGraph = Map<string, Import[]>;

/** Reads the imports of all TypeScript files in these folders. */
export function readImports(root: string, folders: string[]): ImportGraph {
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
    {
      cwd: root,
      exclude: (name) => name === 'node_modules' || name.endsWith('.d.ts'),
    },
  );
  return new Map(files.sort().map((file) => [slashes(file), importsOf(root, slashes(file))]));
}

function importsOf(root: string, file: string): Import[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => ({
    specifier: fileName,
    file: resolve(root, file, fileName),
  }));
}

/** `@lens/<room>/<folder>` is the index of that folder; everything else that is no path is a package. */
function resolve(root: string, from: string, specifier: string): string | null {
  const room = /^@lens\/(.+)$/.exec(specifier)?.[1];
  if (room === undefined && !specifier.startsWith('.')) return null;
  const target = room ?? path.join(path.dirname(from), specifier);
  const candidates = [target, `${target}.ts`, `${target}.tsx`, path.join(target, 'index.ts')];
  const found = candidates.find((candidate) => isFile(path.join(root, candidate)));
  return found === undefined ? null : slashes(path.normalize(found));
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

function slashes(file: string): string {
  return file.split(path.sep).join('/');
}
