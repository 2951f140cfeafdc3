import type { Fault } from '../../log';

export type ViewLimit = 'busy' | 'view_too_slow' | 'view_too_large';

export type ViewErrorCode = ViewLimit | 'call_damaged';

/** Why a view could not be built; the message is for its reader. Calls themselves are not affected. */
export class ViewError extends Error {
  readonly code: ViewErrorCode;
  /** What the operator may want to know beside it. */
  readonly reason: string;

  constructor(code: ViewErrorCode, message: string, reason: string = message) {
    super(message);
    this.name = 'ViewError';
    this.code = code;
    this.reason = reason;
  }
}

/** Something failed in the builder. `code` is the database's or the system's, or empty. */
export class BuildFailure extends Error {
  readonly code: string;
  /** What the log gets to know of it. */
  readonly fault: Fault;
  /** The database did not answer. */
  readonly unavailable: boolean;

  constructor({ fault, code, unavailable }: Pick<BuildFailure, 'fault' | 'code' | 'unavailable'>) {
    super(`A view could not be built: ${fault.error ?? fault.err.type}`);
    this.name = 'BuildFailure';
    this.code = code;
    this.fault = fault;
    this.unavailable = unavailable;
  }
}
