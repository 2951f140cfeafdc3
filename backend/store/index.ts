export type { Log } from './log';
export { migrate } from './migrate';
export { dropExpired, type Dropped, type RetentionOptions } from './partitions/dropExpired';
export { keepPartitionsAhead, type PartitionOptions, type PartitionState } from './partitions/keepPartitionsAhead';
export { findBinaries, PostgresStartError, startPostgres } from './postgres';
export type { Binaries, Postgres, PostgresErrorCode, PostgresOptions } from './postgres';
export type { CallRow, EventRow } from './rows';
export { writeRows, type WriteOptions } from './write/writeRows';
