export type PostgresErrorCode =
  | 'unsupported_platform'
  | 'binaries_missing'
  | 'data_dir_unreachable'
  | 'data_dir_in_use'
  | 'data_dir_broken'
  | 'no_permission'
  | 'wrong_version'
  | 'disk_full'
  | 'start_failed'
  | 'start_timeout';

/** The embedded database can't run. `message` says what happened, `remedy` what to do; both are meant for the terminal. */
export class PostgresStartError extends Error {
  readonly code: PostgresErrorCode;
  readonly remedy: string;

  constructor(code: PostgresErrorCode, message: string, remedy: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PostgresStartError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** The remedy that always works. */
export const useOwnServer =
  'Or set DATABASE_URL to a PostgreSQL 18 server of your own (for example postgres://user:password@host:5432/lens).';

/** Finds the cause that people can act on in what `initdb` or `postgres` wrote before it gave up. */
export function explainFailure(what: string, dir: string, output: string): PostgresStartError {
  const detail = output.trim().split('\n').slice(-8).join('\n');
  const has = (pattern: RegExp): boolean => pattern.test(output);
  if (has(/No space left on device|disk quota exceeded/i)) {
    return new PostgresStartError(
      'disk_full',
      `${what} stopped because the disk of ${dir} is full.`,
      `Free some space there, or move the data folder with LENS_DATA_DIR.\n${detail}`,
    );
  }
  if (has(/lock file "[^"]*postmaster\.pid" already exists|pre-existing shared memory block/))
    return inUse(dir, detail);
  if (has(/initialized by PostgreSQL version/)) {
    return new PostgresStartError(
      'wrong_version',
      `The database files in ${dir} belong to another version of PostgreSQL.`,
      `Start the version that wrote them and export the data, or begin with an empty LENS_DATA_DIR.\n${detail}`,
    );
  }
  if (has(/Permission denied|Operation not permitted|wrong ownership|invalid permissions/i)) {
    return new PostgresStartError(
      'no_permission',
      `${what} was not allowed to use ${dir}.`,
      `Start as the user who owns that folder, or give it to the user who starts Lens (chown -R). ${useOwnServer}\n${detail}`,
    );
  }
  if (
    has(
      /PANIC|incompatible with server|required WAL directory|incorrect checksum|invalid (checkpoint|primary)|could not (read|open|locate|find).*(pg_control|checkpoint|WAL|pg_wal|base|global)/i,
    )
  ) {
    return broken(dir, detail);
  }
  return new PostgresStartError(
    'start_failed',
    `${what} failed for ${dir}:\n${detail || '(it wrote nothing)'}`,
    useOwnServer,
  );
}

export function inUse(dir: string, detail: string): PostgresStartError {
  return new PostgresStartError(
    'data_dir_in_use',
    `Another process uses the database in ${dir}.`,
    `Stop the Luthien Lens that is already running there, or start this one with another LENS_DATA_DIR.\n${detail}`.trim(),
  );
}

export function broken(dir: string, detail: string): PostgresStartError {
  return new PostgresStartError(
    'data_dir_broken',
    `The database files in ${dir} are damaged or incomplete.`,
    `Restore the folder from a backup, or move it away to begin with an empty database.\n${detail}`.trim(),
  );
}
