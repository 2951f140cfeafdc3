import { performance } from 'node:perf_hooks';

const windowMs = 200;
/** Of the time; what a gateway does at three quarters of what it can. */
const busyShare = 0.75;

/** Tells when this process's event loop begins and ceases to be busy. Gives the function that ends it. */
export function watchGatewayLoad(onChange: (isBusy: boolean) => void): () => void {
  let isBusy = false;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > busyShare === isBusy) return;
    isBusy = !isBusy;
    onChange(isBusy);
  }, windowMs);
  timer.unref();
  return () => clearInterval(timer);
}
