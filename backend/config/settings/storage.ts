import { bytes, choice, flag, integer, postgresUrl, text, url } from './kinds';
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
    words:
      'An own PostgreSQL 18 instead of the embedded one, in any form that [libpq](https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING) takes, as `postgresql://user:password@host:5432/database`; see [storage](storage.md#a-server-of-your-own)',
    note: 'an own PostgreSQL 18 instead of the embedded one',
  }),
  bodies_in_sql: setting(choice(['all', 'new', 'none']), {
    variable: 'LENS_BODIES_IN_SQL',
    default: 'all',
    words:
      'Which bodies SQL can read, as `payload` of `conversation_events`: all; of each call what is new in its conversation; or none. See [what it costs](storage.md#what-is-kept-for-sql)',
  }),
  transcripts_bytes: setting(bytes({ least: 1024 * 1024 }), {
    variable: 'LENS_TRANSCRIPTS_BYTES',
    default: 64 * 1024 * 1024,
    words:
      'What the recorder keeps of [conversations that go on](storage.md#conversations-are-stored-once), in memory; the next turn of one that is not among them is stored whole',
  }),
  reader_password: setting(text(/^[^\n]{12,200}$/, 'a line of 12 characters or more'), {
    variable: 'LENS_READER_PASSWORD',
    notInFile: true,
    default: null,
    words:
      'With it the database has a role `lens_reader` of this password that reads [views for dashboards](storage.md#views-for-dashboards) and nothing else',
    note: 'a role lens_reader for dashboards',
  }),
  reader_sees_users: setting(flag, {
    variable: 'LENS_READER_SEES_USERS',
    default: false,
    words:
      'Whether that role sees whose calls these are: the keyed hashes of users, and of sessions that could be guessed',
  }),
  retention_days: setting(integer({ most: longestRetentionDays }), {
    variable: 'LENS_RETENTION_DAYS',
    default: 30,
    words: 'Older calls are dropped',
  }),
  move_old_words: setting(flag, {
    variable: 'LENS_MOVE_OLD_WORDS',
    default: true,
    words:
      'Whether words of calls that older versions stored are [moved](storage.md#after-an-update) to where they take less, in the background',
  }),
  archive_dir: setting(text(), {
    variable: 'LENS_ARCHIVE_DIR',
    default: null,
    words:
      'A folder that the calls of a day, and what applications told around them, are [archived](storage.md#archive) to before they are dropped; nothing is dropped that could not be',
    note: 'a folder for calls before they are dropped',
  }),
};

const uidWords = 'the uid of a data source: letters, digits, "_" and "-", 40 at most';

export const grafana = {
  url: setting(url(), {
    variable: 'GRAFANA_URL',
    default: null,
    words: 'A Grafana, to which a call’s page then links: to the trace and the logs of the call in Explore',
    note: 'for links to traces and logs',
    example: 'http://127.0.0.1:3000',
  }),
  tempo_uid: setting(text(/^[\w-]{1,40}$/, uidWords), {
    variable: 'GRAFANA_TEMPO_UID',
    default: 'tempo',
    words: 'The uid of its data source for traces',
  }),
  loki_uid: setting(text(/^[\w-]{1,40}$/, uidWords), {
    variable: 'GRAFANA_LOKI_UID',
    default: 'loki',
    words: 'The uid of its data source for logs, where they have the label `app="luthien-gateway"` and the trace id',
  }),
};
