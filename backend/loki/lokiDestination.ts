import type { LokiClient } from './lokiClient';
import { isRefused } from './lokiError';

/** Lines that wait elsewhere, and are sent again from there. */
export function lokiDestination(name: string, client: LokiClient) {
  return {
    name,
    limitsHit: client.limitsHit,
    write: (lines: readonly string[], signal: AbortSignal) => client.push(lines, signal),
    isRefused,
  };
}
