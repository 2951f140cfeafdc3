/** Gateways of which the last message is remembered; one that starts again is a new one. */
const mostSenders = 1000;

export interface Senders {
  /** How many messages of this gateway are missing before this one; null when it was here before. */
  arrived(gateway: string, seq: number): number | null;
  /** From now on nobody knows what came in between. */
  forget(): void;
}

/** Tells messages that came twice, and those that did not come, by the numbers that each gateway gives its own. */
export function createSenders(): Senders {
  const lastOf = new Map<string, number>();
  return {
    arrived(gateway, seq) {
      const last = lastOf.get(gateway);
      if (last !== undefined && seq <= last) return null;
      // The one that was heard of last stands at the end, so that the quietest is forgotten first.
      lastOf.delete(gateway);
      lastOf.set(gateway, seq);
      const [quietest] = lastOf.keys();
      if (lastOf.size > mostSenders && quietest !== undefined) lastOf.delete(quietest);
      return last === undefined ? 0 : seq - last - 1;
    },
    forget: () => lastOf.clear(),
  };
}
