/** Where a server on this machine listens when nothing is said, and the folders of sockets that libpq is built with. */
const defaultHosts = ['/var/run/postgresql', '/tmp', 'localhost'];

/** Of libpq's modes, those that try one way and then the other. */
const sslModes: Readonly<Record<string, readonly string[]>> = {
  allow: ['disable', 'require'],
  prefer: ['require', 'disable'],
};

/**
 * The addresses that an address stands for, each of one host and one way, in the order in which libpq tries them. Most
 * stand for themselves alone.
 */
export function candidatesOf(connectionString: string): string[] {
  const url = new URL(connectionString);
  const named = url.searchParams.get('host') ?? '';
  if (url.hostname !== '' && named === '') return [connectionString];
  const hosts = named === '' && process.env['PGHOST'] === undefined ? defaultHosts : named.split(',');
  const ports = (url.searchParams.get('port') ?? '').split(',');
  return hosts.flatMap((host, index) => waysOf(url, host, ports[index] ?? ports[0] ?? ''));
}

function waysOf(url: URL, host: string, port: string): string[] {
  const mode = url.searchParams.get('sslmode');
  // Of a socket on this machine libpq asks for no encryption whatever `PGSSLMODE` says, and the server has none.
  const ways = host.startsWith('/') ? ['disable'] : mode === null ? [null] : (sslModes[mode] ?? [mode]);
  return ways.map((way) => {
    const parameters = new Map(url.searchParams);
    if (url.username !== '') parameters.set('user', decodeURIComponent(url.username));
    if (url.password !== '') parameters.set('password', decodeURIComponent(url.password));
    for (const [name, value] of [
      ['host', host],
      ['port', port],
      ['sslmode', way ?? ''],
    ] as const) {
      if (value === '') parameters.delete(name);
      else parameters.set(name, value);
    }
    // `require` asks for encryption, not for a certificate that can be checked; without this the driver means more by it.
    if (way !== null && way !== 'no-verify') parameters.set('uselibpqcompat', 'true');
    const query = [...parameters].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    return `${url.protocol}//${url.pathname}?${query.join('&')}`;
  });
}
