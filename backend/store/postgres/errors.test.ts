import { explainFailure } from './errors';

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk_full'],
  ['initdb: error: could not create directory "/d/18/base": Disk quota exceeded', 'disk_full'],
  [
    'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 7) running?',
    'data_dir_in_use',
  ],
  ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'data_dir_in_use'],
  ['FATAL:  database files are incompatible with server', 'data_dir_broken'],
  ['The data directory was initialized by PostgreSQL version 17', 'wrong_version'],
  ['FATAL:  data directory "/d" has wrong ownership', 'no_permission'],
  ['initdb: error: could not access directory "/d": Permission denied', 'no_permission'],
  ['PANIC:  could not locate a valid checkpoint record at 0/14F5B50', 'data_dir_broken'],
  ['FATAL:  could not open file "global/pg_filenode.map": No such file or directory', 'data_dir_broken'],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'start_failed'],
  ['', 'start_failed'],
])('%p is told as %s, with what to do', (output, code) => {
  const error = explainFailure('PostgreSQL', '/d/18', output);
  expect(error.code).toBe(code);
  expect(error.message).toContain('/d/18');
  expect(error.remedy).toMatch(/\w/);
});

test('an unknown failure shows the last thing that was said', () => {
  expect(explainFailure('initdb', '/d', 'first\nlast words').message).toContain('last words');
});
