import type { Call } from '../call';
import { refusalOf } from '../errors/refusal';
import { endWithoutAnswer, refuse } from '../errors/reply';
import type { Route } from '../request/routes';

/** Headers and facts of a call beside its body: most take two or three KB. */
const headBytes = 4096;

/**
 * A call begins when the spool has room for it. It is nearly full while more comes in than the recorder can store: then
 * calls wait for their turn, so that each that is answered is on record.
 */
export function awaitRoom(call: Call, { chain }: Route, next: () => void): void {
  const { capture } = call;
  // Policies that change the request make a second body of it.
  const bodies = chain === null ? 1 : 2;
  const turn = capture?.admit(headBytes + bodies * call.request.sent.length);
  if (turn === undefined) {
    call.admitted = true;
    next();
    return;
  }
  const { running } = call;
  call.running = {
    stop(reason) {
      turn.leave();
      endWithoutAnswer(call, reason);
    },
  };
  void turn.decided.then((admitted) => {
    if (call.ended) return;
    call.running = running;
    call.admitted = admitted;
    call.marks.admitted = call.now();
    if (admitted) next();
    else turnAway(call);
  });
}

/** Not on record itself: it would take the room that others wait for. */
function turnAway(call: Call): void {
  const { limits, capture } = call;
  if (capture?.refuses === true) {
    refuseUnrecorded(call);
    return;
  }
  call.unrecorded = true;
  const message = `Recording is behind: no room was made for this call within ${limits.recordingWaitMs} ms. Try again in a moment, or raise capture.spool_bytes or limits.recording_wait_ms of the gateway.`;
  refuse(call, refusalOf('recorder_behind', message));
}

/** No call is made that can't be recorded. */
export function refuseUnrecorded(call: Call): void {
  call.unrecorded = true;
  const message =
    'This call can’t be recorded: the spool has no room, and capture.when_full is "refuse". Try again in a moment, or see why the gateway’s recorder or its disk does not keep up.';
  refuse(call, refusalOf('not_recorded', message));
}
