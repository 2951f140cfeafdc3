import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Session } from './session';

/** Sessions that were signed out of before they expired: their cookies are no longer good, wherever a copy of one is. */
export interface EndedSessions {
  /** It is on the disk when this returns: no restart makes the session good again. */
  end(session: Session): void;
  has(session: Session): boolean;
}

/**
 * Files in the data folder, named by the hash of a session's id and holding when it would have expired; after that they are
 * dropped. Looked up on each request, so that gateways that share the folder agree.
 */
export function endedSessionsIn(dataDir: string, now: () => number): EndedSessions {
  const folder = path.join(dataDir, 'ended-sessions');
  const fileOf = ({ id }: Session) => path.join(folder, createHash('sha256').update(id).digest('hex'));
  return {
    end(session) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      dropExpired(folder, now());
      writeFileSync(fileOf(session), String(session.expires), { mode: 0o600, flush: true });
    },
    has: (session) => statSync(fileOf(session), { throwIfNoEntry: false }) !== undefined,
  };
}

function dropExpired(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const expires = readFileSync(file, 'utf8');
    // Empty while another gateway writes it.
    if (expires !== '' && Number(expires) <= now) rmSync(file, { force: true });
  }
}
