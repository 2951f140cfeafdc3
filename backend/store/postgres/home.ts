import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../errors';
import type { Log } from '../../log';
import { PostgresStartError, useOwnServer } from './errors';
import { firstClosedFolder } from './reachable';

/** PostgreSQL refuses to run as root, so root hands it to the user that owns nothing. */
const nobody = 65534;

/** Where the database lives, and as whom it runs. */
export interface Home {
  /** Holds the cluster (`18/`), `socket/`, `password` and, if they had to be copied, the binaries. */
  dir: string;
  /** Null: as the user who started Lens. */
  account: { uid: number; gid: number } | null;
}

/** Folders used instead of the data folder when `nobody` can't enter that one. Both survive a reboot. */
const fallbackRoots = ['/var/lib/luthien-lens', '/var/tmp/luthien-lens'];

/**
 * Chooses and makes the database's folder: `<dataDir>/postgres`. For root it has to be enterable by an unprivileged
 * user; below a closed folder such as /root another place is used and `<dataDir>/postgres` is a link to it.
 */
export function prepareHome(dataDir: string, uid: number, log: Log, roots = fallbackRoots): Home {
  const dir = path.join(dataDir, 'postgres');
  try {
    makeEnterable(dataDir);
    if (uid !== 0) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
      return { dir: realpathSync(dir), account: null };
    }
    const place = isLink(dir) ? realpathSync(dir) : placeForNobody(dataDir, dir, log, roots);
    makeEnterable(place);
    chmodSync(place, 0o711);
    return { dir: realpathSync(place), account: accountOf(place) };
  } catch (error) {
    if (error instanceof PostgresStartError) throw error;
    throw explainFolder(dir, error);
  }
}

/** Makes a folder with those above it that are missing, and lets everybody into those, whatever the umask is. */
function makeEnterable(dir: string): void {
  const first = mkdirSync(dir, { recursive: true });
  if (first === undefined) return;
  for (let made = path.resolve(dir); made.length >= first.length; made = path.dirname(made)) chmodSync(made, 0o711);
}

/** Files of an earlier start as another user stay that user's. */
function accountOf(place: string): { uid: number; gid: number } {
  const cluster = path.join(place, '18');
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  return { uid: nobody, gid: nobody };
}

function placeForNobody(dataDir: string, dir: string, log: Log, roots: string[]): string {
  // Entering is all that is granted: listing stays closed and the files in it keep their own modes.
  chmodSync(dataDir, statSync(dataDir).mode | 0o001);
  const closed = firstClosedFolder(dataDir, nobody);
  if (closed === null) return dir;
  if (existsSync(path.join(dir, '18'))) {
    throw new PostgresStartError(
      'data_dir_unreachable',
      `PostgreSQL does not run as root, and the unprivileged user it runs as (uid ${nobody}) can't enter ${closed} to reach ${dir}.`,
      `Allow it with chmod o+x ${closed}, start as another user, or set LENS_DATA_DIR to a folder elsewhere. ${useOwnServer}`,
    );
  }
  const place = makeFallback(dataDir, closed, roots);
  rmSync(dir, { recursive: true, force: true });
  symlinkSync(place, dir);
  log.warn(
    {},
    `PostgreSQL does not run as root, and uid ${nobody} can't enter ${closed}: the database is kept in ${place} ` +
      `(linked from ${dir}). Set LENS_DATA_DIR to choose another place.`,
  );
  return place;
}

function makeFallback(dataDir: string, closed: string, roots: string[]): string {
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const errors: unknown[] = [];
  for (const root of roots) {
    try {
      const place = path.join(root, name);
      makeEnterable(place);
      if (firstClosedFolder(place, nobody) === null) return place;
    } catch (error) {
      errors.push(error);
    }
  }
  throw new PostgresStartError(
    'data_dir_unreachable',
    `PostgreSQL does not run as root, uid ${nobody} can't enter ${closed}, and none of ${roots.join(', ')} can be used instead.`,
    `Set LENS_DATA_DIR to a folder that every user can enter, or start as another user. ${useOwnServer}`,
    new AggregateError(errors),
  );
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true && existsSync(file);
}

function explainFolder(dir: string, error: unknown): PostgresStartError {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new PostgresStartError(
      'disk_full',
      `The disk of ${dir} is full.`,
      'Free some space there, or move the data folder with LENS_DATA_DIR.',
      error,
    );
  }
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return new PostgresStartError(
      'data_dir_broken',
      `${dir} can't be made a folder: a file is in the way.`,
      'Move that file away, or choose another folder with LENS_DATA_DIR.',
      error,
    );
  }
  return new PostgresStartError(
    'no_permission',
    `The folder ${dir} can't be used (${code || String(error)}).`,
    'Start as the user who owns it, or choose a folder that you may write to with LENS_DATA_DIR.',
    error,
  );
}
