/** What a database's address says, by libpq's names of it. */
type Conninfo = Map<string, string>;

/** Never repeats the address, which may hold a password. */
export type ReadDatabaseUrl = { url: string; wrong: null } | { url: null; wrong: string };

/**
 * Reads every form in which libpq takes a database's address: a URI, also with an empty host, several hosts or a socket's
 * folder, or `key=value` pairs. Gives one URL in which all of it stands as parameters, as the driver reads them: its own
 * parser refuses an empty host behind a name, and several hosts.
 */
export function readDatabaseUrl(text: string): ReadDatabaseUrl {
  try {
    const conninfo = /^postgres(ql)?:\/\//.test(text) ? readUri(text) : readPairs(text);
    return { url: urlOf(checked(conninfo)), wrong: null };
  } catch (error) {
    if (error instanceof NotConninfo) return { url: null, wrong: error.message };
    throw error;
  }
}

class NotConninfo extends Error {}

function readUri(text: string): Conninfo {
  const rest = text.slice(text.indexOf('//') + 2);
  const [, authority = '', path = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?([^]*))?$/.exec(rest) ?? [];
  const conninfo: Conninfo = new Map();
  const at = authority.lastIndexOf('@');
  const [user = '', ...password] = authority.slice(0, Math.max(at, 0)).split(':');
  setGiven(conninfo, 'user', decoded(user));
  setGiven(conninfo, 'password', decoded(password.join(':')));
  const hosts = authority
    .slice(at + 1)
    .split(',')
    .map(readHost);
  setGiven(conninfo, 'host', hosts.map(({ host }) => host).join(','));
  if (hosts.some(({ port }) => port !== '')) conninfo.set('port', hosts.map(({ port }) => port).join(','));
  setGiven(conninfo, 'dbname', decoded(path));
  for (const parameter of query.split('&').filter((one) => one !== '')) {
    const [name = '', ...value] = parameter.split('=');
    conninfo.set(decoded(name), decoded(value.join('=')));
  }
  return conninfo;
}

function readHost(text: string): { host: string; port: string } {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(text);
  if (match === null) throw new NotConninfo('has a host or port that is none');
  const [, bracketed, plain = '', port = ''] = match;
  return { host: decoded(bracketed ?? plain), port };
}

/** `host=/run/postgresql dbname=lens password='it''s'`. */
function readPairs(text: string): Conninfo {
  const conninfo: Conninfo = new Map();
  const pair = /\s*([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?:\s+|$)/gsy;
  for (let at = 0; at < text.trimEnd().length; at = pair.lastIndex) {
    const [, name, quoted, bare = ''] = pair.exec(text) ?? [];
    if (name === undefined)
      throw new NotConninfo('is neither a URI that begins with postgresql:// nor key=value pairs');
    conninfo.set(name, (quoted ?? bare).replace(/\\(.)/gs, '$1'));
  }
  if (conninfo.size === 0) throw new NotConninfo('is empty');
  return conninfo;
}

function setGiven(conninfo: Conninfo, name: string, value: string): void {
  if (value !== '') conninfo.set(name, value);
}

/** As it stands where it is no encoding: passwords are often written into an address as they are. */
function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Says what can't be had before a first connection fails of it. */
function checked(conninfo: Conninfo): Conninfo {
  for (const name of ['service', 'servicefile', 'passfile']) {
    if (conninfo.has(name)) throw new NotConninfo(`names a ${name}, which is not read; write out what stands in it`);
  }
  const ports = conninfo.get('port')?.split(',') ?? [];
  if (!ports.every((port) => /^\d{0,5}$/.test(port) && Number(port) <= 65_535))
    throw new NotConninfo('has a port that is none');
  const hosts = (conninfo.get('hostaddr') ?? conninfo.get('host') ?? '').split(',');
  if (ports.length > 1 && ports.length !== hosts.length) throw new NotConninfo('has not as many ports as hosts');
  const mode = conninfo.get('sslmode');
  if (mode !== undefined && !sslModes.includes(mode))
    throw new NotConninfo(`has an sslmode that is none of ${sslModes.join(', ')}`);
  const authority = conninfo.get('sslrootcert');
  if (mode === 'verify-ca' && authority === undefined) {
    throw new NotConninfo('has sslmode=verify-ca without sslrootcert, the file of the authority');
  }
  return conninfo;
}

/** The driver's names where they differ from libpq's. */
function urlOf(conninfo: Conninfo): string {
  const parameters = new Map(conninfo);
  const hostaddr = parameters.get('hostaddr');
  if (hostaddr !== undefined) parameters.set('host', hostaddr);
  // The system's own authorities are those that Node trusts, and libpq demands the host's name with them.
  if (parameters.get('sslrootcert') === 'system') {
    parameters.delete('sslrootcert');
    parameters.set('sslmode', 'verify-full');
  }
  const database = parameters.get('dbname') ?? '';
  parameters.delete('dbname');
  parameters.delete('hostaddr');
  const query = [...parameters].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `postgresql:///${encodeURIComponent(database)}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
