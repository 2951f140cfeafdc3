/** For `pg`; holds the password, so never log it. */
export function connectionTo(socketDir: string, password: string, database = 'lens'): string {
  return `postgresql://lens:${password}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}
