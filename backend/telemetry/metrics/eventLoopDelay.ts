import { performance } from 'node:perf_hooks';
import type { Metrics } from './createMetrics';

const everyMs = 50;

/**
 * Observes how late this process's event loop is. Not by Node's own histogram of it, whose percentiles are those since it
 * was last emptied: of several scrapers each would see what the others left. Keeps no process alive.
 */
export function observeEventLoopDelay(metrics: Pick<Metrics, 'observe'>): void {
  let due = performance.now() + everyMs;
  const timer = setInterval(() => {
    const now = performance.now();
    metrics.observe('luthien_event_loop_delay_seconds', {}, Math.max(0, now - due) / 1000);
    due = now + everyMs;
  }, everyMs);
  timer.unref();
}
