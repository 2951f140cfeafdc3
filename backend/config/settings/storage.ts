import { integer, postgresUrl, text, url } from './kinds';
import { setting } from './setting';

/** A hundred years: still a date, counted back from today. */
const longestRetentionDays = 36_500;

export const storage = {
  data_dir: setting(text(), {
    variable: 'LENS_DATA_DIR',
    default: './data',
    words: 'Everything kept on disk: spool, embedded database, secrets',
  }),
  database_url: setting(postgresUrl, {
    variable: 'DATABASE_URL',
    notInFile: true,
    default: null,
    words: 'An own PostgreSQL 18 instead of the embedded one, as `postgresql://user:password@host:5432/database`',
    note: 'an own PostgreSQL 18 instead of the embedded one',
  }),
  retention_days: setting(integer({ most: longestRetentionDays }), {
    variable: 'LENS_RETENTION_DAYS',
    default: 30,
    words: 'Older calls are dropped',
  }),
};

export const grafana = {
  url: setting(url(), {
    variable: 'GRAFANA_URL',
    default: null,
    words: 'For links to traces and logs',
    note: 'for links to traces and logs',
    example: 'http://127.0.0.1:3000',
  }),
};
