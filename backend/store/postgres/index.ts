export { findBinaries, type Binaries } from './binaries';
export { PostgresStartError } from './errors';
export { startPostgres, type Postgres, type PostgresOptions } from './startPostgres';
