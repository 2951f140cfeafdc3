import { chmodSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { own } from './cluster';
import type { Home } from './home';
import { firstClosedFolder } from './reachable';

/** `sun_path` holds 108 bytes with its closing zero. */
const longestPath = 107;

export interface SocketDir {
  dir: string;
  /** Made for this run only. */
  temporary: boolean;
}

/**
 * A folder for the server's Unix socket that only its account can enter: in the database's folder, where no cleaner of
 * temporary files reaches it, unless the path is too long for a socket. `before` is the folder of a server that ended and
 * is started again: clients know it.
 */
export function prepareSocketDir(home: Home, before?: string): SocketDir {
  const beside = path.join(home.dir, 'socket');
  const fits = Buffer.byteLength(path.join(beside, '.s.PGSQL.5432.lock')) <= longestPath;
  const dir = fits ? beside : (before ?? mkdtempSync(path.join(temporaryRoot(home), 'lens-pg-')));
  if (!existsSync(dir)) mkdirSync(dir);
  chmodSync(dir, 0o700);
  own(home, dir);
  return { dir, temporary: !fits };
}

function temporaryRoot({ account }: Home): string {
  const dir = os.tmpdir();
  const short = Buffer.byteLength(dir) <= 60;
  return short && (account === null || firstClosedFolder(dir, account.uid) === null) ? dir : '/tmp';
}
