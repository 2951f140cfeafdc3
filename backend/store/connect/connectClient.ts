import { Client, type ClientConfig } from 'pg';
import { candidatesOf } from './candidates';
import { checkSession } from './session';

/** A connection to the first of the address's hosts that takes one. */
export async function connectClient(connectionString: string, options: ClientConfig = {}): Promise<Client> {
  let failure: unknown;
  for (const candidate of candidatesOf(connectionString)) {
    const client = new Client({ ...options, connectionString: candidate });
    // A connection that breaks is told by the query, too; unheard here it would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await checkSession(client, candidate);
      return client;
    } catch (error) {
      failure = error;
      void client.end().catch(() => undefined);
    }
  }
  throw failure;
}
