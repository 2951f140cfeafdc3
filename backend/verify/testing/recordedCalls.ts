import type { Exchange } from '../../call';
import { createCapture, openSpool } from '../../capture';
import { createPostgresSink } from '../../store/postgresSink';
import {
  answer,
  callEnd,
  callId,
  callStart,
  exchange,
  openAiStream,
  streamEnd,
  streamParts,
} from '../../call/testing/facts';
import type { Spool } from '../../capture/spool/types';
import { memoryLog } from '../../testing/memoryLog';
import { drain, testRecorder } from '../../capture/testing/recorder';

/** The calls that `recordCalls` records, by what is special about each. */
export const calls = {
  plain: callId(1),
  redacted: callId(2),
  twoPolicies: callId(3),
  stream: callId(4),
  redactedStream: callId(5),
  interrupted: callId(6),
  blocked: callId(7),
  oddJson: callId(8),
  deep: callId(9),
  binary: callId(10),
  inPart: callId(11),
  failed: callId(12),
  aborted: callId(13),
  emptyBodies: callId(14),
  refused: callId(15),
  behind: callId(16),
  firstTurn: callId(17),
  secondTurn: callId(18),
} as const;

const asked = '{"model":"gpt-5","messages":[{"role":"user","content":"I am Ann, account zorq"}]}';
const bytes = (text: string) => Buffer.from(text);

/** What two policies make of a request, one after the other. */
function byTwo(): Exchange {
  const named = bytes(asked.replace('Ann', '[NAME]'));
  const both = bytes(asked.replace('Ann', '[NAME]').replace('zorq', '[NUMBER]'));
  const steps = [
    { policy: 'names', redacts: true, body: named },
    { policy: 'redact', redacts: true, body: both },
  ];
  return { original: bytes(asked), final: both, steps, contentType: 'application/json' };
}

function redactedStreamEnd(index: number) {
  const body = bytes(openAiStream(['Hel', '[X]']).join(''));
  return streamEnd(index, {
    response: {
      original: bytes(''),
      final: bytes(''),
      steps: [{ policy: 'redact', redacts: true, body }],
      contentType: null,
    },
  });
}

const said = {
  id: 'e1',
  policy: 'redact',
  type: 'policy.pii_redacted',
  summary: 'Redacted 1 name',
  severity: 'info' as const,
  details: {},
  phase: 'response' as const,
  at: 30,
};

/** Enough of a stream to be compressed. */
const compressible = Array.from({ length: 20 }, () => ' there');

const oddJson = '{"nul":"a\\u0000b","half":"\\ud83d","big":1e999,"tiny":1.50,"__proto__":{"x":1},"twice":1,"twice":2}';

export function openTestSpool(dir: string): Spool {
  return openSpool({
    dir,
    durability: 'process',
    maxBytes: 100_000_000,
    segmentBytes: 100_000_000,
    whenFull: 'drop-new',
    log: memoryLog(),
    now: Date.now,
  });
}

/** Records calls of every kind through a real spool and recorder, the last of them in flight as the process dies. */
export async function recordCalls(dir: string, connectionString: string): Promise<void> {
  const spool = openTestSpool(dir);
  const capture = createCapture(spool);
  const whole = (index: number, request: Exchange, response: Exchange) => {
    void capture.start(callStart(index, { request, policies: ['names', 'redact'] }));
    void capture.end(callEnd(index, { response }));
  };
  whole(1, exchange(asked), exchange(answer));
  void capture.start(callStart(2));
  void capture.end(callEnd(2, { response: exchange(answer, answer.replace('Kenobi', '[NAME]')), events: [said] }));
  whole(3, byTwo(), exchange(answer, answer.replace('Kenobi', '[NAME]')));
  void capture.start(callStart(4, { stream: true }));
  for (const part of streamParts(4, 'upstream', openAiStream(['Hel', 'lo', ...compressible]))) void capture.part(part);
  void capture.end(streamEnd(4));
  void capture.start(callStart(5, { stream: true }));
  for (const part of streamParts(5, 'upstream', openAiStream(['Hel', 'Ann']))) void capture.part(part);
  for (const part of streamParts(5, 'client', openAiStream(['Hel', '[X]']))) void capture.part(part);
  void capture.end(redactedStreamEnd(5));
  void capture.start(callStart(6, { stream: true }));
  for (const part of streamParts(6, 'upstream', openAiStream(['Hel'], { cut: true }))) void capture.part(part);
  const [first = '', ...rest] = openAiStream(['Hello']);
  void capture.start(callStart(16, { stream: true }));
  for (const part of streamParts(16, 'upstream', [first, ...rest])) void capture.part(part);
  for (const part of streamParts(16, 'client', [first])) void capture.part(part);
  const nowhere = { original: bytes(asked), final: bytes(''), contentType: null };
  void capture.start(
    callStart(7, { request: { ...nowhere, steps: [{ policy: 'redact', redacts: true, body: bytes('') }] } }),
  );
  void capture.end(callEnd(7, { status: 'blocked', response: exchange('{"error":{"message":"blocked"}}') }));
  whole(8, exchange(oddJson), exchange(oddJson));
  whole(9, exchange('['.repeat(1_500) + ']'.repeat(1_500)), exchange('['.repeat(50_000)));
  whole(10, exchange(bytes('\u0000\u0001').subarray(1)), exchange(Buffer.from([0xff, 0x00, 0xfe])));
  whole(11, exchange(asked), exchange('x'.repeat(200_000), 'y'.repeat(200_000)));
  void capture.start(callStart(12));
  void capture.end(callEnd(12, { status: 'upstream_failed', response: null, httpStatus: 502, upstreamStatus: null }));
  void capture.start(callStart(13, { stream: true }));
  for (const part of streamParts(13, 'upstream', openAiStream(['Hel'], { cut: true }))) void capture.part(part);
  void capture.end(streamEnd(13, { status: 'aborted' }));
  whole(14, exchange(''), exchange(''));
  const turn = (index: number, ...said: string[]) => {
    const messages = ['Follow the rules. '.repeat(40), ...said].map((content) => ({ role: 'user', content }));
    const request = exchange(JSON.stringify({ model: 'gpt-5', messages }));
    void capture.start(callStart(index, { request, callerHash: 'caller', sessionId: 'session', policies: [] }));
    void capture.end(callEnd(index));
  };
  turn(17, 'one');
  turn(18, 'one', 'two');
  void capture.start(callStart(15, { request: { ...nowhere, steps: [] } }));
  void capture.end(callEnd(15, { status: 'rejected', response: exchange('{"error":{"message":"too deep"}}') }));
  await spool.close();

  // Its opening tells that the calls of the process before will not end.
  const next = openTestSpool(dir);
  const recorder = testRecorder(dir, [createPostgresSink({ connectionString, ownServer: false }, memoryLog())], {
    callBytes: 100_000,
  });
  await drain(recorder);
  await recorder.stop();
  await next.close();
}
