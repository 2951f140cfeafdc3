import { bytes, captureModes, choice } from './kinds';
import { setting } from './setting';

const MIB = 1024 * 1024;

/** Below this not even Node itself has room. */
const leastRecorderMemory = 64 * MIB;

export const capture = {
  mode: setting(choice(captureModes), {
    variable: 'LENS_CAPTURE_MODE',
    default: 'full',
    words:
      'How much of a call is kept: `full`, `masked` (no secrets and personal data), `metadata` (no bodies) or `off` (nothing); see [privacy](privacy.md)',
    note: 'or masked (no secrets and personal data), metadata (no bodies), off (nothing)',
  }),
  durability: setting(choice(['memory', 'process', 'disk']), {
    variable: 'LENS_CAPTURE_DURABILITY',
    default: 'process',
    words:
      "What a client's answer waits for: `memory` nothing, `process` the page cache (survives a killed process), `disk` the disk (survives a power cut)",
    note: 'memory, process (survives a killed process) or disk (survives a power cut)',
  }),
  spool_bytes: setting(bytes(), {
    variable: 'LENS_SPOOL_BYTES',
    default: null,
    defaultWords: '[by the disk](durability.md#how-large-the-spool-may-grow)',
    words: 'All of the spool on disk',
    example: '17179869184',
    note: 'left out: half of what the disk has free beyond a reserve',
  }),
  segment_bytes: setting(bytes(), {
    variable: 'LENS_SEGMENT_BYTES',
    default: 32 * MIB,
    words: 'One file of it; never more than a sixteenth of all',
  }),
  when_full: setting(choice(['drop-new', 'drop-oldest', 'refuse']), {
    variable: 'LENS_WHEN_FULL',
    default: 'drop-new',
    words:
      'Or `drop-oldest`. What is lost is counted. Or `refuse`: a call that can’t be recorded is answered 503 `not_recorded`',
    note: 'or drop-oldest, or refuse: no call is made that can’t be recorded',
  }),
  call_bytes: setting(bytes(), {
    variable: 'LENS_CALL_BYTES',
    default: 128 * MIB,
    words:
      'All bodies of a call together, with what each policy made of them. Of a larger call the first 4 MB of each body are stored, neither rebuilt nor compared; an event `capture.stored_in_part` says so',
    note: 'of a larger call the beginning is stored',
  }),
  recorder_memory_bytes: setting(bytes({ least: leastRecorderMemory }), {
    variable: 'LENS_RECORDER_MEMORY_BYTES',
    default: 1024 * MIB,
    words:
      "What the recorder's objects may take, at least 64 MiB. Beyond it the recorder is started again; see [durability](durability.md#a-call-that-is-too-much)",
  }),
};
