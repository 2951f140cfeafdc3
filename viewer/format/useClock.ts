import { useSyncExternalStore } from 'react';

const tickMs = 15_000;

/** One timer for every time on the page; it runs while there is one. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now: number | null = null;

/** The time of day, renewed every 15 seconds; null on the server and while hydrating. */
export function useClock(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => (now ??= Date.now()),
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    now = null;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}
