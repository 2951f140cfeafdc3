import { readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Readings } from '../readings';

/** Of this process, under the names that dashboards for Node.js know. */
export function processReadings(): Readings {
  const { user, system } = process.cpuUsage();
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  const { active, idle } = performance.eventLoopUtilization();
  return {
    luthien_event_loop_seconds_total: [
      { labels: { state: 'active' }, value: active / 1000 },
      { labels: { state: 'idle' }, value: idle / 1000 },
    ],
    process_cpu_seconds_total: (user + system) / 1e6,
    process_resident_memory_bytes: rss,
    process_start_time_seconds: performance.timeOrigin / 1000,
    ...openFiles(),
    nodejs_heap_size_total_bytes: heapTotal,
    nodejs_heap_size_used_bytes: heapUsed,
    nodejs_external_memory_bytes: external,
  };
}

function openFiles(): Readings {
  try {
    // One of them is the folder being read.
    return { process_open_fds: readdirSync('/proc/self/fd').length - 1 };
  } catch {
    // Only Linux has it.
    return {};
  }
}
