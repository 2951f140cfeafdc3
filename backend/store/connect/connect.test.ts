import { silentLog } from '../../log';
import { createPool } from '../createPool';
import { checkServer } from '../checkServer';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { candidatesOf } from './candidates';
import { connectClient } from './connectClient';

describe('an address of several hosts', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await startTestDatabase();
    folder = new URL(database.connectionString).searchParams.get('host') ?? '';
  });
  afterAll(() => database.stop());

  const address = (parameters: Record<string, string>): string => {
    const url = new URL(database.connectionString);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  };
  const askedOf = async (connectionString: string): Promise<unknown> => {
    const pool = createPool({ connectionString, log: silentLog });
    try {
      const ask = () => pool.query<{ one: number }>('SELECT 1 AS one');
      const both = await Promise.all([ask(), ask()]);
      return both.map(({ rows: [first] }) => first);
    } finally {
      await pool.end();
    }
  };

  test('leads to the first that takes a connection, at once', async () => {
    const connectionString = address({ host: `/nowhere/at/all,${folder}` });
    expect(await askedOf(connectionString)).toEqual([{ one: 1 }, { one: 1 }]);
    await checkServer(connectionString);
    const client = await connectClient(connectionString);
    await client.end();
  });

  test('leads to the first that is of the kind that is asked for', async () => {
    expect(await askedOf(address({ host: `/nowhere,${folder}`, target_session_attrs: 'read-write' }))).toHaveLength(2);
    await expect(
      askedOf(address({ host: `${folder},${folder}`, target_session_attrs: 'standby' })),
    ).rejects.toMatchObject({
      code: '57P03',
    });
  });

  test('none of which takes one fails as the last did', async () => {
    await expect(askedOf(address({ host: '/nowhere,/nowhere/else' }))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('what an address stands for', () => {
  afterEach(() => jest.restoreAllMocks());

  const hostsOf = (connectionString: string): (string | null)[] =>
    candidatesOf(connectionString).map((candidate) => new URL(candidate).searchParams.get('host'));

  test('without a host: the sockets of this machine, then the machine itself', () => {
    const { PGHOST: _, ...env } = process.env;
    jest.replaceProperty(process, 'env', env);
    expect(hostsOf('postgresql:///lens')).toEqual(['/var/run/postgresql', '/tmp', 'localhost']);
  });

  test('with several: each with its port, or all with one', () => {
    expect(candidatesOf('postgresql:///lens?host=a%2Cb&port=1%2C2')).toEqual([
      'postgresql:///lens?host=a&port=1',
      'postgresql:///lens?host=b&port=2',
    ]);
    expect(candidatesOf('postgresql:///lens?host=a%2Cb&port=1')[1]).toBe('postgresql:///lens?host=b&port=1');
  });

  test.each([
    ['prefer', ['require', 'disable']],
    ['allow', ['disable', 'require']],
    ['require', ['require']],
  ])('with sslmode=%s: %j, and on a socket none', (mode, tried) => {
    const modesOf = (host: string): (string | null)[] =>
      candidatesOf(`postgresql:///lens?host=${host}&sslmode=${mode}`).map((one) =>
        new URL(one).searchParams.get('sslmode'),
      );
    expect(modesOf('db')).toEqual(tried);
    expect(modesOf('%2Ftmp')).toEqual(['disable']);
  });
});
