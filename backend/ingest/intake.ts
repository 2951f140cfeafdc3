import { lesserMode, NotRecordedError, type Capture, type CaptureMode } from '../call';
import { createCaptures, identityHash, type LargeBodies } from '../gateway';
import { faultOf, type Log } from '../log';
import { isRandomUuid } from '../uuid';
import { wrongAge } from './age';
import { createIngestedIds, type IngestedIds } from './ingestedId';
import { noRoom } from './spanIntake';
import { countRefusedCall, type IngestionTally } from './tally';
import type { ToldCall } from './toldCall';

type Refused = 'no_room' | 'too_old' | 'in_future' | 'not_kept';

export type Kept =
  { status: 'accepted' | 'duplicate'; callId: string } | { status: 'refused'; code: Refused; message: string };

/** Puts calls that were made elsewhere on record. */
export interface Intake {
  /**
   * Resolves when the call is as safe as the gateway's own are, or will not be kept. Of the same call the first that is kept
   * counts.
   *
   * @param teller whose calls with the same name are the same
   */
  keep(call: ToldCall, teller: string): Promise<Kept>;
}

export interface IntakeOptions {
  /** Where whole calls go. */
  capture: Capture;
  largeBodies: LargeBodies | null;
  /** How much is kept of a call to this model. */
  modeOf: (model: string | null) => CaptureMode;
  /** Under which ids of calls, people and sessions are hashed. */
  identityKey: string | Uint8Array;
  maxStreamBytes: number;
  /** Calls are kept for so long; older ones would go as they come. */
  maxAgeMs: number;
  tally: IngestionTally;
  log: Log;
  /** Bodies that could not be redacted in time. */
  notKept: () => void;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
}

/** The calls that were told of last: again within seconds is usual, where an answer was lost. What is older the database knows. */
const mostRemembered = 20_000;

export function createIntake(options: IntakeOptions): Intake {
  const { modeOf, maxAgeMs, now } = options;
  const idsOf = createIngestedIds(options.identityKey);
  const hashIdentity = identityHash(options.identityKey);
  const recent = new Map<string, Promise<Kept>>();

  function keepOnce(call: ToldCall, teller: string): Promise<Kept> | Kept {
    const { start, key, asked } = call;
    const wrong = wrongAge(start.startedAt, now(), maxAgeMs);
    if (wrong !== null) return refused(wrong.code, wrong.message);
    const mode = lesserMode(modeOf(start.finalModel), asked ?? 'full');
    if (mode === 'off') return refused('not_kept', 'Nothing is kept of this call: its capture mode is off.');
    const ids = idsOf(teller, start.source?.kind ?? '', key, start.startedAt);
    const before = recent.get(ids.callId);
    if (before !== undefined)
      return before.then((kept) => (kept.status === 'accepted' ? { ...kept, status: 'duplicate' } : kept));
    const kept = record(call, ids, mode, teller);
    remember(ids.callId, kept);
    return kept;
  }

  function remember(callId: string, kept: Promise<Kept>): void {
    const [oldest] = recent.keys();
    if (recent.size >= mostRemembered && oldest !== undefined) recent.delete(oldest);
    recent.set(callId, kept);
    const forget = () => void recent.delete(callId);
    kept.then(({ status }) => status !== 'refused' || forget(), forget);
  }

  async function record(call: ToldCall, ids: IngestedIds, mode: CaptureMode, teller: string): Promise<Kept> {
    const { callId } = ids;
    const { sessionId, userId, parts } = call;
    const capture = captureOf(call, mode);
    try {
      await capture?.start({
        ...call.start,
        callId,
        traceId: call.start.traceId ?? ids.traceId,
        spanId: call.start.spanId ?? ids.spanId,
        captureMode: mode,
        sessionId: hashIdentity(sessionId),
        sessionIsRandom: sessionId !== null && isRandomUuid(sessionId),
        userHash: hashIdentity(userId),
        callerHash: hashIdentity(`ingest ${teller}`),
        parentCallId: null,
      });
      for (const part of parts) await capture?.part({ ...part, callId });
      await capture?.end({ ...call.end, callId });
      return { status: 'accepted', callId };
    } catch (error) {
      if (!(error instanceof NotRecordedError)) {
        options.log.error(
          { call_id: callId, ...faultOf(error) },
          'A call that was made elsewhere could not be put on record.',
        );
      }
      return refused('no_room', noRoom);
    }
  }

  /** What a policy elsewhere took out, nobody here would know for a secret. */
  function captureOf({ start, end }: ToldCall, mode: CaptureMode): Capture | null {
    const steps = [...start.request.steps, ...(end.response?.steps ?? [])];
    const ownRedactors = new Set(steps.filter(({ redacts }) => redacts).map(({ policy }) => policy));
    return createCaptures(options.capture, { ...options, ownRedactors })[mode];
  }

  return {
    async keep(call, teller) {
      const kept = await keepOnce(call, teller);
      const kind = call.start.source?.kind;
      if (kind === undefined) return kept;
      if (kept.status === 'refused') countRefusedCall(options.tally, kind, kept.code);
      else options.tally.calls[kind][kept.status] += 1;
      return kept;
    },
  };
}

function refused(code: Refused, message: string): Kept {
  return { status: 'refused', code, message };
}
