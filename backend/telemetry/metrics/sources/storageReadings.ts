import type { Readings } from '../readings';

/** What is stored by kind, and the disk of the data folder, as last looked at; nothing before. */
export interface StorageLook {
  sizes: { calls: number; events: number; indexes: number; other: number } | null;
  disk: { total: number; free: number } | null;
  /** Null where nothing is archived. */
  archive: { calls: number; spans: number; failures: number } | null;
  /** Calls of older versions whose words were moved. */
  movedCalls: number;
}

export function storageReadings({ sizes, disk, archive, movedCalls }: StorageLook): Readings {
  const kinds = ['calls', 'events', 'indexes', 'other'] as const;
  return {
    luthien_stored_bytes: sizes === null ? [] : kinds.map((kind) => ({ labels: { kind }, value: sizes[kind] })),
    luthien_moved_calls_total: movedCalls,
    ...(archive && {
      luthien_archived_calls_total: archive.calls,
      luthien_archived_spans_total: archive.spans,
      luthien_archive_failures_total: archive.failures,
    }),
    ...(disk && { luthien_disk_bytes: disk.total, luthien_disk_free_bytes: disk.free }),
  };
}
