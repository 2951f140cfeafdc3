import { useEffect } from 'react';
import { useViewer } from '../../host';
import type { DiffController } from './useDiffController';

/**
 * Keeps the address's fragment at the change the reader is at (`#response:choices[0].message.content`) and goes there when
 * the page is opened with one. Fragments that name no side of this diff belong to someone else and stay.
 */
export function useDiffPermalink({ data, actions }: DiffController): void {
  const { address, idPrefix } = useViewer().host;
  const { state, activePath, changes } = data;
  const { dispatch } = actions;
  useEffect(() => {
    const follow = (): void => {
      const link = parseLink(idPrefix, address.read().hash);
      if (link !== null) dispatch({ do: 'link', ...link });
    };
    follow();
    return address.subscribe(follow);
  }, [address, idPrefix, dispatch]);

  const side = state.active?.side;
  const at = changes[state.change];
  const path = at?.side === side && at?.change.row === state.active?.row ? at?.change.id : activePath;
  useEffect(() => {
    if (side === undefined || path === null || path === undefined) return;
    // In the place of the last one, because going through twenty changes should not take twenty steps back.
    address.replace(formatLink(idPrefix, { side, path }));
  }, [address, idPrefix, side, path]);
}

interface Place {
  side: string;
  path: string;
}

export function formatLink(prefix: string, { side, path }: Place): string {
  return `#${prefix}${side}:${encodeURIComponent(path).replace(/%5B/g, '[').replace(/%5D/g, ']')}`;
}

/** Null for a fragment of another kind, or of another viewer. */
export function parseLink(prefix: string, hash: string): Place | null {
  if (!hash.startsWith(`#${prefix}`)) return null;
  const match = /^([a-z]+):(.+)$/.exec(hash.slice(1 + prefix.length));
  const [, side, encoded] = match ?? [];
  const path = encoded === undefined ? null : decode(encoded);
  return side === undefined || path === null ? null : { side, path };
}

/** People shorten and mangle links; a fragment that can't be decoded names nothing. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
