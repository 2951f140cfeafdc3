import { toggleSelected, type Selection } from '@lens/viewer/calls';
import { useSyncExternalStore } from 'react';

const key = 'lens.selected';
const listeners = new Set<() => void>();

/** The calls selected for a comparison, kept for the length of a browser tab: the second one may be on another page. */
export function useSelection(): Selection {
  const kept = useSyncExternalStore(subscribe, read, () => '');
  const callIds = kept === '' ? [] : kept.split(' ');
  const keep = (ids: readonly string[]): void => {
    sessionStorage.setItem(key, ids.join(' '));
    for (const listener of listeners) listener();
  };
  return { callIds, toggle: (callId) => keep(toggleSelected(callIds, callId)), clear: () => keep([]) };
}

function read(): string {
  return sessionStorage.getItem(key) ?? '';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
