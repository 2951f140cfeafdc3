import { escapeLiteral } from 'pg';
import { connectClient } from '../connect/connectClient';

interface Reader {
  password: string;
  /** Whether it sees whose calls these are. */
  seesUsers: boolean;
}

/** The role that dashboards read with. Roles belong to a server, not to a database: several Lens on one share it. */
export const readerRole = 'lens_reader';
/** Gateways that start at once take turns: two that make a role at a time fail. */
const lock = 7_305_514;

/**
 * Makes the role `lens_reader`, or renews its password and what it may read: the views in the schema `dashboards`, and
 * nothing else. The database's user needs the right to create roles.
 */
export async function keepReader(connectionString: string, { password, seesUsers }: Reader): Promise<void> {
  const client = await connectClient(connectionString);
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [readerRole]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${readerRole}`);
    await client.query(statements(password, seesUsers));
    await client.query('COMMIT');
  } finally {
    // What was not committed is rolled back with the connection.
    void client.end().catch(() => undefined);
  }
}

/** Statements of this kind take no parameters. */
function statements(password: string, seesUsers: boolean): string {
  return `
    ALTER ROLE ${readerRole} LOGIN PASSWORD ${escapeLiteral(password)} CONNECTION LIMIT 20;
    ALTER ROLE ${readerRole} SET default_transaction_read_only = on;
    ALTER ROLE ${readerRole} SET statement_timeout = '30s';
    ALTER ROLE ${readerRole} SET search_path = dashboards;
    GRANT USAGE ON SCHEMA dashboards TO ${readerRole};
    GRANT SELECT ON ALL TABLES IN SCHEMA dashboards TO ${readerRole};
    ${seesUsers ? 'GRANT' : 'REVOKE'} SELECT ON dashboards.sees_users ${seesUsers ? 'TO' : 'FROM'} ${readerRole};`;
}
