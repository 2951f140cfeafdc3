export { findBinaries, type Binaries } from './binaries';
export { PostgresStartError } from './errors';
export { hasCluster, runningPostgres } from './runningPostgres';
export { startPostgres, type Postgres, type PostgresOptions } from './startPostgres';
