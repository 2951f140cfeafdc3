import { nameOf, type ConversationKey } from './transcriptIds';

export interface Begun extends ConversationKey {
  /** Checksum of what its bodies begin with; null where a session says which belong together. */
  readonly beginning: number | null;
}

/** What belongs to conversations, found among any number by what it begins with. */
export interface ByBeginning<T extends Begun> {
  has(conversation: ConversationKey): boolean;
  /** The last added first. */
  alike(one: Begun): readonly T[];
  add(one: T): void;
  remove(one: T): void;
  clear(): void;
}

export function createByBeginning<T extends Begun>(): ByBeginning<T> {
  const byName = new Map<string, Map<number | null, T[]>>();
  const alike = (one: Begun) => byName.get(nameOf(one))?.get(one.beginning) ?? [];

  function set(one: Begun, all: T[]): void {
    const name = nameOf(one);
    const beginnings = byName.get(name) ?? new Map<number | null, T[]>();
    if (all.length === 0) beginnings.delete(one.beginning);
    else beginnings.set(one.beginning, all);
    if (beginnings.size === 0) byName.delete(name);
    else byName.set(name, beginnings);
  }

  return {
    has: (conversation) => byName.has(nameOf(conversation)),
    alike,
    add(one) {
      set(one, [one, ...alike(one)]);
    },
    remove(one) {
      set(
        one,
        alike(one).filter((other) => other !== one),
      );
    },
    clear() {
      byName.clear();
    },
  };
}
