/** What `PGPORT`, `PGSSLMODE`, `PGOPTIONS` say is of another server: what an address does not name they would decide. */
const own = new URLSearchParams({ port: '5432', sslmode: 'disable', options: '-c client_encoding=UTF8' });

/** For `pg`; holds the password, so never log it. */
export function connectionTo(socketDir: string, password: string, database = 'lens'): string {
  return `postgresql://lens:${password}@localhost/${database}?host=${encodeURIComponent(socketDir)}&${own.toString().replaceAll('+', '%20')}`;
}
