import { useMemo, useSyncExternalStore } from 'react';
import { neighbours, readList } from '../kept/lastList';
import type { ClientServices } from '../services';

/** The list that the reader came from and the calls beside this one there. Known in the browser only: a server has none. */
export function useNeighbours(callId: string, { host, storage }: ClientServices) {
  const inBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return useMemo(
    () => neighbours(inBrowser ? readList(storage) : null, callId, host.links),
    [inBrowser, storage, callId, host],
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
