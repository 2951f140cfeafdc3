export { findBinaries, type Binaries } from './binaries';
export { PostgresStartError, type PostgresErrorCode } from './errors';
export { startPostgres, type Postgres, type PostgresOptions } from './startPostgres';
