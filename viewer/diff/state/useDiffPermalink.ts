import { useEffect } from 'react';
import type { DiffController } from './useDiffController';

/**
 * Keeps the URL's fragment at the change the reader is at (`#response:choices[0].message.content`) and goes there when the
 * page is opened with one. Fragments that name no side of the diff belong to someone else and stay.
 */
export function useDiffPermalink({ data, actions }: DiffController): void {
  const { state, activePath, changes } = data;
  const { dispatch } = actions;
  useEffect(() => {
    const follow = (): void => {
      const link = parseLink(window.location.hash);
      if (link !== null) dispatch({ do: 'link', ...link });
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [dispatch]);

  const side = state.active?.side;
  const at = changes[state.change];
  const path = at?.side === side && at?.change.row === state.active?.row ? at?.change.id : activePath;
  useEffect(() => {
    if (side === undefined || path === null || path === undefined) return;
    // `replaceState`, because going through twenty changes should not take twenty steps back.
    window.history.replaceState(window.history.state, '', formatLink(side, path));
  }, [side, path]);
}

export function formatLink(side: string, path: string): string {
  return `#${side}:${encodeURIComponent(path).replace(/%5B/g, '[').replace(/%5D/g, ']')}`;
}

/** Null for a fragment of another kind. */
export function parseLink(hash: string): { side: string; path: string } | null {
  const match = /^#([a-z]+):(.+)$/.exec(hash);
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
