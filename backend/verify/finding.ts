/** Something that is not as it must be. Never holds a text of a body. */
interface Finding {
  callId: string;
  code: FindingCode;
  /** For people: what is wrong, and where. */
  message: string;
}

export type FindingCode =
  /** Not there, and it must be. */
  | 'call_missing'
  | 'body_missing'
  /** More than one of what there may be one of. */
  | 'call_twice'
  | 'body_twice'
  | 'event_twice'
  | 'event_without_call'
  | 'order_wrong'
  /** What is stored can't be read, or says two things. */
  | 'unreadable'
  | 'bytes_missing'
  | 'sum_wrong'
  | 'copy_differs'
  | 'steps_wrong'
  | 'change_unattributed'
  | 'count_wrong'
  | 'size_wrong'
  | 'times_wrong';

/** What to do about each, in a sentence or two. */
export const remedies: Record<FindingCode, string> = {
  call_missing:
    'The spool was told that it is stored. Copy the spool folder before Luthien Lens runs on and deletes the segment; then see “Prove it” in docs/durability.md.',
  body_missing: 'Part of the call was deleted. Restore it from a backup of that day.',
  call_twice: 'The primary key of conversation_calls is gone. Delete the copy and put the key back.',
  body_twice: 'An event was added after the call was recorded. Delete the one whose id is not that of the backup.',
  event_twice: 'The primary key of conversation_events is gone. Delete the copy and put the key back.',
  event_without_call:
    'Its row was deleted and its events were not. Restore the row from a backup, or delete the events.',
  order_wrong: 'The sequences were altered after the call was recorded. Restore its events from a backup.',
  unreadable: 'The bytes were damaged after they were written: check the disk, and restore the call from a backup.',
  bytes_missing:
    'Bytes that it shares with earlier calls of its conversation were deleted or damaged. Restore those of that day from a backup.',
  sum_wrong:
    'The bytes, or those that it shares with earlier calls of its conversation, were altered. Restore that day from a backup.',
  copy_differs: 'The exact bytes or their copy in jsonb were altered. Restore the event from a backup.',
  steps_wrong: 'The bodies or the steps of the policies were altered. Restore the event from a backup.',
  change_unattributed: 'Nobody is on record for a change. Restore the event from a backup; if it is new, report it.',
  count_wrong:
    'The row was altered, or was written by a version that compares otherwise. Restore the row from a backup if it is the first.',
  size_wrong: 'The row or the bytes were altered. Restore the call from a backup.',
  times_wrong: 'The times of the stream’s chunks or its bytes were altered. Restore the call from a backup.',
};

/** Takes what is found wrong with one call. */
export type Say = (code: FindingCode, message: string) => void;

/** Enough to see what kind of trouble it is; thousands of lines are read by nobody. */
const kept = 20;

export interface Findings {
  add(finding: Finding): void;
  first(): Finding[];
  /** How many there are of each code. */
  counts(): Partial<Record<FindingCode, number>>;
  total(): number;
  /** How many calls something is wrong with. */
  calls(): number;
}

/** Keeps the first findings and counts all. Those of a call have to come one after the other. */
export function collectFindings(): Findings {
  const first: Finding[] = [];
  const counts: Partial<Record<FindingCode, number>> = {};
  let total = 0;
  let calls = 0;
  let last = '';
  return {
    add(finding) {
      if (first.length < kept) first.push(finding);
      counts[finding.code] = (counts[finding.code] ?? 0) + 1;
      total += 1;
      if (finding.callId !== last) calls += 1;
      last = finding.callId;
    },
    first: () => first,
    counts: () => counts,
    total: () => total,
    calls: () => calls,
  };
}
