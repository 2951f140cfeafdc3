import { Client, Pool, type ClientBase, type ClientConfig, type PoolClient, type PoolConfig } from 'pg';
import { candidatesOf } from './candidates';
import { checkSession } from './session';

type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: boolean | Error) => void,
) => void;

/** A pool of connections to the first of the address's hosts that takes one; when it is lost, to the next. */
export function openPool({ connectionString, ...options }: PoolConfig & { connectionString: string }): Pool {
  const candidates = candidatesOf(connectionString);
  const [only = connectionString, ...others] = candidates;
  // The pool waits for what it gives, whatever its types say.
  const onConnect: (client: ClientBase) => unknown = (client) => checkSession(client, connectionString);
  if (others.length === 0) return new Pool({ ...options, onConnect, connectionString: only });
  return new PoolOfMany(candidates, { ...options, onConnect });
}

class PoolOfMany extends Pool {
  private readonly candidates: readonly string[];
  private current = 0;

  constructor(candidates: readonly string[], options: PoolConfig) {
    const address = (): string => candidates[this.current] ?? '';
    class Candidate extends Client {
      constructor(config?: ClientConfig) {
        super({ ...config, connectionString: address() });
      }
    }
    super({ ...options, Client: Candidate });
    this.candidates = candidates;
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | undefined {
    const connected = this.connectToOne(() => super.connect());
    if (callback === undefined) return connected;
    connected.then(
      (client) => callback(undefined, client, (release) => client.release(release)),
      // A pool rejects with errors alone.
      (error: unknown) => callback(error as Error, undefined, () => undefined),
    );
    return undefined;
  }

  private async connectToOne(connect: () => Promise<PoolClient>): Promise<PoolClient> {
    for (let left = this.candidates.length - 1; ; left -= 1) {
      const tried = this.current;
      try {
        return await connect();
      } catch (error) {
        // Another connection may have found out the same meanwhile.
        if (this.current === tried) this.current = (tried + 1) % this.candidates.length;
        if (left === 0 || this.ending) throw error;
      }
    }
  }
}
