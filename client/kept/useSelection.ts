import { toggleSelected, type Selection } from '@lens/viewer/calls';
import { useSyncExternalStore } from 'react';
import type { TabStorage } from '../services';

const key = 'lens.selected';
const listeners = new Set<() => void>();

/** The calls selected for a comparison, kept for the length of a browser tab: the second one may be on another page. */
export function useSelection(storage: TabStorage): Selection {
  const kept = useSyncExternalStore(
    subscribe,
    () => storage.get(key) ?? '',
    () => '',
  );
  const callIds = kept === '' ? [] : kept.split(' ');
  const keep = (ids: readonly string[]): void => {
    storage.set(key, ids.join(' '));
    for (const listener of listeners) listener();
  };
  return { callIds, toggle: (callId) => keep(toggleSelected(callIds, callId)), clear: () => keep([]) };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
