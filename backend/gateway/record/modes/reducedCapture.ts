import { NotRecordedError, type CallEnd, type CallStart, type Capture, type StreamPart } from '../../../call';

/** What is made of the frames of one call, so that less is kept of it. */
export interface Reduction {
  start(call: CallStart): CallStart | Promise<CallStart>;
  /** Null where nothing is left. */
  part(part: StreamPart): StreamPart | null | Promise<StreamPart | null>;
  /** What the parts have left behind, which comes before the end. */
  rest(call: CallEnd): StreamPart[];
  end(call: CallEnd): CallEnd | Promise<CallEnd>;
}

interface OpenCall {
  reduction: Reduction;
  /** What is under way; a frame of the call must not be appended before those that came before it. */
  before: Promise<void> | undefined;
}

/** A capture that keeps less than it is told. Nothing else ever reaches `capture`, and so the disk. */
export class ReducedCapture implements Capture {
  private readonly capture: Capture;
  private readonly open: (call: CallStart) => Reduction;
  private readonly calls = new Map<string, OpenCall>();

  /** @param open makes the reduction of one call */
  constructor(capture: Capture, open: (call: CallStart) => Reduction) {
    this.capture = capture;
    this.open = open;
  }

  get refuses(): boolean {
    return this.capture.refuses === true;
  }

  admit(bytes: number): ReturnType<Capture['admit']> {
    return this.capture.admit(bytes);
  }

  start(call: CallStart, isRefused?: boolean): Promise<void> | undefined {
    const open: OpenCall = { reduction: this.open(call), before: undefined };
    this.calls.set(call.callId, open);
    const appended = inOrder(
      open,
      () => open.reduction.start(call),
      (start) => this.capture.start(start, isRefused),
    );
    // Its end is not told: nothing of it is to go on record.
    appended?.catch((error: unknown) => {
      if (error instanceof NotRecordedError) this.calls.delete(call.callId);
    });
    return appended;
  }

  part(part: StreamPart): Promise<void> | undefined {
    const open = this.calls.get(part.callId);
    if (open === undefined) return undefined;
    return inOrder(
      open,
      () => open.reduction.part(part),
      (reduced) => (reduced === null ? undefined : this.capture.part(reduced)),
    );
  }

  end(call: CallEnd): Promise<void> | undefined {
    const open = this.calls.get(call.callId);
    if (open === undefined) return undefined;
    this.calls.delete(call.callId);
    return inOrder(
      open,
      () => {
        for (const part of open.reduction.rest(call)) void this.capture.part(part);
        return open.reduction.end(call);
      },
      (end) => this.capture.end(end),
    );
  }
}

/** At once while nothing is under way and nothing has to be waited for. */
function inOrder<T>(
  open: OpenCall,
  make: () => T | Promise<T>,
  append: (made: T) => Promise<void> | undefined,
): Promise<void> | undefined {
  const made = open.before === undefined ? make() : open.before.then(make);
  if (!(made instanceof Promise)) return append(made);
  const appended = made.then(append);
  const before = appended
    .catch(() => undefined)
    .then(() => {
      if (open.before === before) open.before = undefined;
    });
  open.before = before;
  return appended;
}
