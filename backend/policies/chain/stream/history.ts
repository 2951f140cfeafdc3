/** What the stream was after each policy, as long as somebody might want to see the difference. */
export interface History {
  arrived(bytes: Uint8Array): void;
  /**
   * A policy passed an event on: the one at `position` of what it was given, untouched, or (null) bytes of its own.
   * Nothing is kept of a policy that passes on just what it is given, in the same order.
   */
  passed(stage: number, bytes: Uint8Array, position: number | null): void;
  /** How many events the policy has been given. */
  given(stage: number): number;
  /** How many it has passed on, while it has changed nothing; null from its first change on. */
  unchangedUntil(stage: number): number | null;
  /** The whole stream after the policy; null when it is that before it. */
  after(stage: number): Buffer | null;
  changed(stage: number): boolean;
  /** The stream grew beyond the limit, so what it was after each policy is not known. */
  isTruncated(): boolean;
}

interface Output {
  count: number;
  /** Null while the policy has passed on only the beginning of what it was given. */
  own: Uint8Array[] | null;
}

/** Keeps references to the bytes, no copies; none at all once the stream has more than `maxBytes`. */
export function createHistory(stages: number, maxBytes: number): History {
  const arrived: Output & { own: Uint8Array[] } = { count: 0, own: [] };
  const outputs = Array.from({ length: stages }, (): Output => ({ count: 0, own: null }));
  let bytesKept = 0;
  let isTruncated = false;

  const outputOf = (stage: number): Output => outputs[stage] ?? arrived;
  const before = (stage: number): Output => (stage === 0 ? arrived : outputOf(stage - 1));

  /** What the policy has been given, in order. */
  function input(stage: number): Uint8Array[] {
    for (let earlier = stage - 1; earlier >= 0; earlier--) {
      const { own } = outputOf(earlier);
      if (own !== null) return own;
    }
    return arrived.own;
  }

  function keep(list: Uint8Array[], bytes: Uint8Array): void {
    if (isTruncated) return;
    list.push(bytes);
    bytesKept += bytes.length;
    if (bytesKept <= maxBytes) return;
    isTruncated = true;
    for (const { own } of [arrived, ...outputs]) own?.splice(0);
  }

  return {
    arrived(bytes) {
      arrived.count += 1;
      keep(arrived.own, bytes);
    },
    passed(stage, bytes, position) {
      const output = outputOf(stage);
      if (output.own === null && position !== output.count) output.own = input(stage).slice(0, output.count);
      if (output.own !== null) keep(output.own, bytes);
      output.count += 1;
    },
    given: (stage) => before(stage).count,
    unchangedUntil(stage) {
      const { own, count } = outputOf(stage);
      return own === null ? count : null;
    },
    after(stage) {
      const { own, count } = outputOf(stage);
      if (own !== null) return Buffer.concat(own);
      return count === before(stage).count ? null : Buffer.concat(input(stage).slice(0, count));
    },
    changed(stage) {
      const { own, count } = outputOf(stage);
      return own !== null || count !== before(stage).count;
    },
    isTruncated: () => isTruncated,
  };
}
