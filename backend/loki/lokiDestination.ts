import type { LokiClient } from './lokiClient';
import { LokiError } from './lokiError';

/** Lines that wait elsewhere, and are sent again from there. */
export function lokiDestination(name: string, client: LokiClient) {
  return {
    name,
    write: (lines: readonly string[], signal: AbortSignal) => client.push(lines, signal),
    isRefused: (error: unknown) => error instanceof LokiError && error.code === 'loki_refused',
  };
}
