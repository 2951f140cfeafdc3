import { useSyncExternalStore } from 'react';

/** False on the server and in the render that hydrates it, true from then on. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
