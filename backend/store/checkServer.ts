import { connectClient } from './connect/connectClient';

/** The first with virtual columns and keys that are not enforced; see docs/decisions/0007-postgres.md. */
const oldestMajor = 18;
const patienceMs = 5_000;

/** The given server answers and can't be used. `message` says why, `remedy` what to do; both are meant for the terminal. */
export class ServerTooOldError extends Error {
  readonly code = 'server_too_old';
  readonly remedy =
    `Set DATABASE_URL to a server of PostgreSQL ${oldestMajor} or newer, ` + 'or unset it to use the embedded one.';

  constructor(version: string) {
    super(`The server that DATABASE_URL names is PostgreSQL ${version}; Luthien Lens needs ${oldestMajor} or newer.`);
    this.name = 'ServerTooOldError';
  }
}

/** Throws `ServerTooOldError`, or what the driver throws when the server does not answer. */
export async function checkServer(connectionString: string): Promise<void> {
  const client = await connectClient(connectionString, {
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  try {
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const version = rows[0]?.version ?? '';
    if (Number.parseInt(version, 10) < oldestMajor) throw new ServerTooOldError(version);
  } finally {
    // Of a server that hangs no goodbye is waited for.
    void client.end().catch(() => undefined);
  }
}
