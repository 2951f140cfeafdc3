/** What the database's client and Node itself may need; not the rest, which holds the providers' keys. */
export function childEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const needed = /^(PG|NODE_|SSL_CERT_|LC_|(PATH|HOME|USER|TZ|LANG|TMPDIR)$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));
}
