import type { Change } from '../diff';
import { formatPath, type Path } from '../json';

/** How a value of the final body was changed. */
export interface PathChanges {
  /** The change of exactly this value. */
  own: Change | null;
  /** The value is part of something that was added, replaced or moved as a whole. */
  around: Change | null;
  /** Changes further inside. */
  inside: readonly Change[];
}

export interface ChangeIndex {
  /** Looks a value up by its path in the final body. */
  at(path: Path): PathChanges;
}

/** Makes changes findable by place, so that a long conversation is marked in one pass over its parts. */
export function indexChanges(changes: readonly Change[]): ChangeIndex {
  const exact = new Map<string, Change>();
  const within = new Map<string, Change[]>();
  for (const change of changes) {
    const path = change.rightPath;
    if (!path) continue;
    exact.set(formatPath(path), change);
    for (let length = 0; length < path.length; length++) append(within, formatPath(path.slice(0, length)), change);
  }
  return {
    at: (path) => ({
      own: exact.get(formatPath(path)) ?? null,
      around: ancestorChange(exact, path),
      inside: within.get(formatPath(path)) ?? [],
    }),
  };
}

function ancestorChange(exact: ReadonlyMap<string, Change>, path: Path): Change | null {
  for (let length = path.length - 1; length >= 0; length--) {
    const change = exact.get(formatPath(path.slice(0, length)));
    if (change) return change;
  }
  return null;
}

function append(map: Map<string, Change[]>, key: string, change: Change): void {
  const list = map.get(key);
  if (list) list.push(change);
  else map.set(key, [change]);
}
