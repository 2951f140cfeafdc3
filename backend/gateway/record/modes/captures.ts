import { answerFacts, noFacts, type AnswerFacts, type Capture, type CaptureMode } from '../../../call';
import { faultOf, type Log } from '../../../log';
import type { LargeBodies } from '../../largeBodies';
import { createMaskedCapture } from './maskedCapture';
import { createMetadataCapture } from './metadataCapture';
import { notRedacted, redactBody } from './redactBody';

/** Where calls are recorded, by how much is kept of them. */
export type Captures = Readonly<Record<CaptureMode, Capture | null>>;

interface CapturesDeps {
  largeBodies: LargeBodies | null;
  ownRedactors: Pick<ReadonlySet<string>, 'has'>;
  maxStreamBytes: number;
  log: Log;
  /** A body was not kept that should have been. */
  notKept: () => void;
}

/** Of a mode that keeps less, the capture behind it is never told more. */
export function createCaptures(
  capture: Capture,
  { largeBodies, ownRedactors, maxStreamBytes, log, notKept }: CapturesDeps,
): Captures {
  const isLarge = ({ length }: Uint8Array): boolean => largeBodies !== null && length >= largeBodies.leastBytes;

  /** Where it can't be done in time, or fails, nothing is kept of the body: never the body itself. */
  function orElse<T>(nothing: T, here: () => T, there: (() => Promise<T>) | null): T | Promise<T> {
    const failed = (error: unknown): T => {
      notKept();
      log.warn(faultOf(error), 'A body could not be read for the record, and is not kept.');
      return nothing;
    };
    if (there !== null) return there().catch(failed);
    try {
      return here();
    } catch (error) {
      return failed(error);
    }
  }

  return {
    full: capture,
    masked: createMaskedCapture(capture, {
      ownRedactors,
      redact: (task) =>
        orElse(
          notRedacted,
          () => redactBody(task),
          largeBodies !== null && isLarge(task.bytes) ? () => largeBodies.redact(task) : null,
        ),
    }),
    metadata: createMetadataCapture(capture, {
      maxStreamBytes,
      readFacts: (task) =>
        orElse<AnswerFacts>(
          noFacts,
          () => answerFacts(task.api, task.bytes),
          largeBodies !== null && isLarge(task.bytes) ? () => largeBodies.facts(task) : null,
        ),
    }),
    off: null,
  };
}
