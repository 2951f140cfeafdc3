import type { Policy } from '../contract';

/** Changes nothing: shows what a chain costs, and holds a place in a configuration. */
export function noop(name: string): Policy {
  return {
    name,
    onRequest: () => undefined,
    onResponse: () => undefined,
    onStreamEvent: (event) => [event],
  };
}
