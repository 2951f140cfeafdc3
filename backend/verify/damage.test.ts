import { calls, eventColumns, storeCalls, type StoredCalls } from './testing/storedCalls';

/** Each kind of damage to what is stored is found (L11), and said of the call it was done to. */

let stored: StoredCalls;
beforeAll(async () => (stored = await storeCalls()));
afterAll(() => stored.stop());

const ofCall = (name: keyof typeof calls) => `call_id = '${calls[name]}'`;
const event = (name: keyof typeof calls, type: string) => `${ofCall(name)} AND event_type = '${type}'`;
/** Turns one byte of a column over, whatever it is. */
const flip = (column: string, at = 0) => `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;
const steps = (json: string) => `steps = convert_to('${json}', 'UTF8'), raw_encoding = 'identity'`;

test.each([
  {
    damage: 'a response is deleted',
    sql: `DELETE FROM stored_events WHERE ${event('plain', 'response')}`,
    call: 'plain',
    says: 'body_missing\n    response: the row tells of one, and no event holds it.',
  },
  {
    damage: 'a request is deleted',
    sql: `DELETE FROM stored_events WHERE ${event('plain', 'request')}`,
    call: 'plain',
    says: 'body_missing\n    request: no event holds it.',
  },
  {
    damage: 'a call’s row is deleted',
    sql: `DELETE FROM conversation_calls WHERE ${ofCall('redacted')}`,
    call: 'redacted',
    says: 'event_without_call\n    3 events, and no row.',
  },
  {
    damage: 'all events of a call are deleted',
    sql: `DELETE FROM stored_events WHERE ${ofCall('failed')}`,
    call: 'failed',
    says: 'body_missing\n    request: no event holds it.',
  },
  {
    damage: 'a second response is added',
    sql: `INSERT INTO stored_events (${eventColumns}) SELECT gen_random_uuid(), call_id, event_type, sequence + 1, created_at,
          original, final, original_raw, final_raw, raw_kind, raw_encoding, steps FROM saved_events WHERE ${event('plain', 'response')}`,
    call: 'plain',
    says: 'body_twice\n    response: 2 events hold one.',
  },
  {
    damage: 'an event of a policy is deleted',
    sql: `DELETE FROM stored_events WHERE ${event('redacted', 'policy.pii_redacted')}`,
    call: 'redacted',
    says: 'count_wrong\n    the row counts 1 events of policies, and 0 are there.',
  },
  {
    damage: 'the response is put before the request',
    sql: `UPDATE stored_events SET sequence = 1 WHERE ${event('plain', 'response')}`,
    call: 'plain',
    says: 'order_wrong\n    request: an event is before it.',
  },
  {
    damage: 'two events have the same sequence',
    sql: `UPDATE stored_events AS e SET sequence = (SELECT sequence FROM saved_events AS s WHERE s.call_id = e.call_id AND event_type = 'request')
          WHERE ${event('plain', 'response')}`,
    call: 'plain',
    says: 'order_wrong\n    two of its events have the same sequence.',
  },
  {
    damage: 'a byte of a JSON body is turned',
    sql: `UPDATE stored_events SET ${flip('original_raw', 12)} WHERE ${event('plain', 'request')}`,
    call: 'plain',
    says: 'sum_wrong\n    request: the bytes of original have another checksum than when they were stored.',
  },
  {
    damage: 'a byte that a later call shares is turned',
    sql: `UPDATE stored_events SET ${flip('original_raw', 60)} WHERE ${event('firstTurn', 'request')}`,
    call: 'secondTurn',
    says: 'sum_wrong\n    request: the bytes of original, some of which it shares with other calls, have another checksum',
  },
  {
    damage: 'bytes that a later call shares are gone',
    sql: `DELETE FROM stored_events WHERE ${event('firstTurn', 'request')}`,
    call: 'secondTurn',
    says: 'bytes_missing\n    request: bytes of earlier calls that it has pieces of are not there, or damaged.',
  },
  {
    damage: 'a byte of a binary body is turned',
    sql: `UPDATE stored_events SET ${flip('original_raw', 2)} WHERE ${event('binary', 'response')}`,
    call: 'binary',
    says: 'sum_wrong',
  },
  {
    damage: 'a byte of a compressed body is turned',
    sql: `UPDATE stored_events SET ${flip('original_raw', 3)} WHERE ${event('stream', 'response')}`,
    call: 'stream',
    says: 'unreadable\n    response: original_raw can’t be decompressed',
  },
  {
    damage: 'the encoding is named wrong',
    sql: `UPDATE stored_events SET raw_encoding = 'zstd' WHERE ${event('plain', 'request')}`,
    call: 'plain',
    says: 'unreadable\n    request: original_raw can’t be decompressed',
  },
  {
    damage: 'a word of a stream is another',
    sql: `UPDATE stored_events SET original_raw = convert_to(replace(convert_from(original_raw, 'UTF8'), 'Hel', 'Hal'), 'UTF8')
          WHERE ${event('interrupted', 'response')}`,
    call: 'interrupted',
    says: 'sum_wrong\n    response: the bytes of original',
  },
  {
    damage: 'the bytes are gone',
    sql: `UPDATE stored_events SET original_raw = NULL WHERE ${event('plain', 'request')}`,
    call: 'plain',
    says: 'body_missing\n    request: the exact bytes are not there.',
  },
  {
    damage: 'the copy in jsonb is altered',
    sql: `UPDATE stored_events SET original = jsonb_set(original, '{model}', '"gpt-6"') WHERE ${event('stream', 'response')}`,
    call: 'stream',
    says: 'copy_differs\n    response: the exact bytes of original',
  },
  {
    damage: 'the final in jsonb is gone',
    sql: `UPDATE stored_events SET final = NULL WHERE ${event('redactedStream', 'response')}`,
    call: 'redactedStream',
    says: 'copy_differs\n    response: the exact bytes of final',
  },
  {
    damage: 'a final in jsonb comes from nowhere',
    sql: `UPDATE stored_events SET final = '{}' WHERE ${event('plain', 'response')}`,
    call: 'plain',
    says: 'copy_differs\n    response: there is a final in jsonb and none in bytes.',
  },
  {
    damage: 'a copy passes for too deep',
    sql: `UPDATE stored_events SET original = '{"lens_note": "Nested too deeply."}' WHERE ${event('stream', 'response')}`,
    call: 'stream',
    says: 'copy_differs\n    response: the exact bytes of original',
  },
  {
    damage: 'the final bytes and their checksum are altered alike',
    sql: `UPDATE stored_events SET final_raw = altered, final_sum = crc32(altered)::bit(32)::integer
          FROM (SELECT id AS event, convert_to(replace(convert_from(final_raw, 'UTF8'), '[NAME]', 'Vader!'), 'UTF8') AS altered
                FROM saved_events WHERE final_raw IS NOT NULL AND raw_kind = 'json') AS other
          WHERE id = event AND ${event('redacted', 'response')}`,
    call: 'redacted',
    says: 'steps_wrong\n    response: the steps of redact, applied to original, do not give final.',
  },
  {
    damage: 'the steps of a policy are another’s',
    sql: `UPDATE stored_events SET ${steps('[{"policy":"redact","redacts":true,"delta":{"kind":"same"}}]')} WHERE ${event('redacted', 'response')}`,
    call: 'redacted',
    says: 'steps_wrong',
  },
  {
    damage: 'the steps do not fit at all',
    sql: `UPDATE stored_events SET ${steps('[{"policy":"redact","redacts":true,"delta":{"kind":"object","entries":7}}]')}
          WHERE ${event('redacted', 'response')}`,
    call: 'redacted',
    says: 'steps_wrong',
  },
  {
    damage: 'the steps are no JSON',
    sql: `UPDATE stored_events SET ${steps('[{')} WHERE ${event('redacted', 'response')}`,
    call: 'redacted',
    says: 'unreadable\n    response: the steps of the policies are no JSON that can be read.',
  },
  {
    damage: 'the steps are emptied',
    sql: `UPDATE stored_events SET ${steps('[]')} WHERE ${event('redacted', 'response')}`,
    call: 'redacted',
    says: 'change_unattributed\n    response: 1 changes, and no policy is on record for any.',
  },
  {
    damage: 'the steps are said to be unknown, and the row names who did it',
    sql: `UPDATE stored_events SET steps = NULL WHERE ${event('redacted', 'response')}`,
    call: 'redacted',
    says: 'count_wrong\n    the row says that redact changed it, and the steps say nobody.',
  },
  {
    damage: 'a change is put down to a policy that is not of the chain',
    sql: `UPDATE conversation_calls SET policies = ARRAY['names'] WHERE ${ofCall('redacted')}`,
    call: 'redacted',
    says: 'change_unattributed\n    response: 1 of 1 changes have no policy of the call’s chain.',
  },
  {
    damage: 'the count of changes is another',
    sql: `UPDATE conversation_calls SET response_changes = 2 WHERE ${ofCall('redacted')}`,
    call: 'redacted',
    says: 'count_wrong\n    response: the row says 2 changes; the diff made anew finds 1.',
  },
  {
    damage: 'a change is denied',
    sql: `UPDATE conversation_calls SET request_changed = false, request_changes = 0 WHERE ${ofCall('twoPolicies')}`,
    call: 'twoPolicies',
    says: 'count_wrong\n    request: the row says 0 changes; the diff made anew finds 1.',
  },
  {
    damage: 'a policy is not named',
    sql: `UPDATE conversation_calls SET changed_by = ARRAY['redact'] WHERE ${ofCall('twoPolicies')}`,
    call: 'twoPolicies',
    says: 'count_wrong\n    the row says that redact changed it, and the steps say names, redact.',
  },
  {
    damage: 'a call that was cut short is said to be changed',
    sql: `UPDATE conversation_calls SET response_changed = true, response_changes = 9 WHERE ${ofCall('behind')}`,
    call: 'behind',
    says: /count_wrong\n {4}response: the row says 9 changes; the diff made anew finds \d\./,
  },
  {
    damage: 'what the client had of a call that was cut short is no beginning of it',
    sql: `UPDATE stored_events SET ${flip('final_raw', 3)} WHERE ${event('behind', 'response')}`,
    call: 'behind',
    says: /count_wrong\n {4}response: the row says 0 changes; the diff made anew finds \d\./,
  },
  {
    damage: 'the request’s size is another',
    sql: `UPDATE conversation_calls SET request_bytes = 7 WHERE ${ofCall('plain')}`,
    call: 'plain',
    says: 'size_wrong\n    request: the row says 7 bytes, and there are 81.',
  },
  {
    damage: 'the answer’s size is gone',
    sql: `UPDATE conversation_calls SET response_bytes = NULL, status = 'aborted' WHERE ${ofCall('plain')}`,
    call: 'plain',
    says: 'count_wrong\n    response: an event holds one, and the row tells of none.',
  },
  {
    damage: 'a failed call is called complete',
    sql: `UPDATE conversation_calls SET status = 'complete' WHERE ${ofCall('failed')}`,
    call: 'failed',
    says: 'body_missing\n    response: the row tells of one, and no event holds it.',
  },
  {
    damage: 'chunk times of another stream',
    sql: `UPDATE conversation_calls SET client_chunks = (SELECT upstream_chunks FROM saved_calls WHERE ${ofCall('aborted')}) WHERE ${ofCall('redactedStream')}`,
    call: 'redactedStream',
    says: /times_wrong\n {4}response: its chunks, as the client was sent them, have \d+ bytes, and the stream has \d+\./,
  },
  {
    damage: 'chunk times that can’t be read',
    sql: `UPDATE conversation_calls SET ${flip('upstream_chunks')} WHERE ${ofCall('stream')}`,
    call: 'stream',
    says: 'times_wrong\n    response: the times of its chunks, as the provider sent them, can’t be read.',
  },
  {
    damage: 'a stream without times',
    sql: `UPDATE conversation_calls SET upstream_chunks = NULL WHERE ${ofCall('stream')}`,
    call: 'stream',
    says: 'times_wrong\n    response: a stream without times.',
  },
  {
    damage: 'the kind of the bytes is another',
    sql: `UPDATE stored_events SET raw_kind = 'text' WHERE ${event('plain', 'request')}`,
    call: 'plain',
    says: 'unreadable\n    request: stored as text, and the bytes are json.',
  },
  {
    damage: 'an API that nobody knows',
    sql: `UPDATE conversation_calls SET api = 'cohere' WHERE ${ofCall('plain')}`,
    call: 'plain',
    says: 'unreadable\n    the row names an API that nobody knows.',
  },
  {
    damage: 'a call kept in part is said to be unchanged',
    sql: `UPDATE conversation_calls SET response_changed = false WHERE ${ofCall('inPart')}`,
    call: 'inPart',
    says: 'count_wrong\n    response: kept in part',
  },
  {
    damage: 'a call kept in part gets a copy',
    sql: `UPDATE stored_events SET original = '"xxx"' WHERE ${event('inPart', 'response')}`,
    call: 'inPart',
    says: 'copy_differs\n    response: kept in part',
  },
] as const)('$damage: found, and the call is named', async ({ sql, call, says }) => {
  await stored.damaged(sql);
  const { code, text } = await stored.verify();
  expect(code).toBe(1);
  expect(text).toContain('WRONG');
  expect(text).not.toContain('PROVEN');
  expect(text).toContain(calls[call]);
  if (typeof says === 'string') expect(text).toContain(`${calls[call]}  ${says}`);
  else expect(text).toMatch(says);
});

test('damage to bytes that are shared is told of the calls that have them, and of no other', async () => {
  await stored.damaged(`UPDATE stored_events SET ${flip('original_raw', 60)} WHERE ${event('firstTurn', 'request')}`);
  const { text } = await stored.verify();
  expect(text).toContain('2 findings about 2 calls');
  expect([text.includes(calls.firstTurn), text.includes(calls.secondTurn)]).toEqual([true, true]);
});
