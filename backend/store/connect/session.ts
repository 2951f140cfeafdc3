import type { ClientBase } from 'pg';

/** A server that answers and is not of the kind that `target_session_attrs` asks for: the next host may be. */
class WrongSessionError extends Error {
  // PostgreSQL's own, of a server that can't be used now.
  readonly code = '57P03';
}

const questions: Readonly<Record<string, { ask: string; want: string }>> = {
  'read-write': { ask: 'transaction_read_only', want: 'off' },
  'read-only': { ask: 'transaction_read_only', want: 'on' },
  primary: { ask: 'in_hot_standby', want: 'off' },
  standby: { ask: 'in_hot_standby', want: 'on' },
};

/** Asks the server what it is, where the address wants one kind alone. */
export async function checkSession(client: ClientBase, connectionString: string): Promise<void> {
  const wanted = new URL(connectionString).searchParams.get('target_session_attrs') ?? 'any';
  const question = questions[wanted];
  if (question === undefined) return;
  const { rows } = await client.query<{ is: string }>('SELECT current_setting($1) AS is', [question.ask]);
  if (rows[0]?.is !== question.want) throw new WrongSessionError(`The server is no ${wanted} one.`);
}
