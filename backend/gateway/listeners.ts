import type { BegunCall, CallListener, EndedCall } from '../call';
import { describeError } from '../describeError';
import type { Call } from './call';
import type { Log } from '../log';
import type { Listeners } from './gatewayContext';
import type { Ending } from './record/ending';
import { finalModel } from './record/timings';

/** Null when there are none: nothing is made for them then. */
export function createListeners(listeners: readonly CallListener[], log: Log): Listeners<Call> | null {
  if (listeners.length === 0) return null;
  const failures = new Map(listeners.map(({ name }) => [name, 0]));

  /** Said once of a listener: whatever is wrong with it is likely to be so at every call. */
  function failed({ name }: CallListener, error: unknown): void {
    const before = failures.get(name) ?? 0;
    failures.set(name, before + 1);
    if (before === 0) log.error({ err: describeError(error), listener: name }, 'A listener of calls failed.');
  }

  function tellEach(tell: (listener: CallListener) => unknown): void {
    for (const listener of listeners) {
      try {
        const result = tell(listener);
        // Nothing waits for one that is async all the same, but its rejection would end the process.
        if (result instanceof Promise) result.catch((error: unknown) => failed(listener, error));
      } catch (error) {
        failed(listener, error);
      }
    }
  }

  /** The call as they know it; one that is refused early begins when somebody first asks. */
  function begun(call: Call): BegunCall {
    if (call.begun !== null) return call.begun;
    const made = (call.begun = begunCall(call));
    tellEach((listener) => listener.began?.(made));
    return made;
  }

  return {
    began: (call) => void begun(call),
    policyEvent(call, event) {
      const known = begun(call);
      tellEach((listener) => listener.policyEvent?.(known, event));
    },
    ended(call, ending, durationMs) {
      const known = begun(call);
      const end = endedCall(call, ending, durationMs);
      tellEach((listener) => listener.ended?.(known, end));
    },
    failures: () => Object.fromEntries(failures),
  };
}

/** Plain values alone: a listener that keeps it keeps nothing else of the call alive. */
function begunCall(call: Call): BegunCall {
  const { trace, route } = call;
  return {
    callId: call.callId,
    startedAt: call.startedAt,
    traceId: trace.traceId,
    spanId: trace.spanId,
    api: call.api,
    operation: call.operation,
    provider: route?.upstream.provider ?? null,
    upstream: route?.upstream.name ?? null,
    requestedModel: shortName(call.model),
    stream: call.stream,
    captureMode: call.captureMode,
  };
}

function endedCall(call: Call, ending: Ending, durationMs: number): EndedCall {
  return {
    status: ending.status,
    errorType: ending.errorType,
    httpStatus: ending.httpStatus,
    durationMs,
    finalModel: shortName(finalModel(call)),
    streamed: ending.streamed,
    providerCall: providerCall(call, durationMs),
  };
}

/** As long as the model of a call may be (`model_missing`). */
const longestName = 1024;

/** Of what only passes through it may be any text. Copied, as a part of a text keeps all of it alive. */
function shortName(model: string | null): string | null {
  return model === null || model.length <= longestName ? model : Buffer.from(model.slice(0, longestName)).toString();
}

function providerCall({ marks }: Call, durationMs: number): EndedCall['providerCall'] {
  const { providerCalled, providerFirstByte, providerEnded } = marks;
  if (providerCalled === -1) return null;
  return {
    calledMs: providerCalled,
    firstByteMs: providerFirstByte === -1 ? null : providerFirstByte,
    endedMs: providerEnded === -1 ? durationMs : providerEnded,
  };
}
