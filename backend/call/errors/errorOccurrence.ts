import { createHash } from 'node:crypto';
import type { CallStart } from '../frames';
import type { CallStatus } from '../status';

/** What makes errors the same: of these a group has its fingerprint. Nothing of a body, and no number or id, is in them. */
export interface ErrorFacts {
  /** A call that ended in error, a policy that failed, or an exception of our own. */
  kind: 'call' | 'policy' | 'exception';
  /** The provider's or our own word for it, or the class of an exception. */
  type: string;
  /** Normalised; empty where there is none. */
  message: string;
  status: CallStatus | null;
  provider: string | null;
  operation: CallStart['operation'] | null;
  policy: string | null;
  /** The part of the product, of an exception. */
  component: string | null;
  /** Functions and files it was thrown in, the innermost first; of an exception of our own. */
  frames: readonly string[];
}

/** An error that happened. */
export interface ErrorOccurrence extends ErrorFacts {
  fingerprint: string;
  /** Milliseconds since the Unix epoch. */
  at: number;
  callId: string | null;
}

export function errorOccurrence(facts: ErrorFacts, at: number, callId: string | null): ErrorOccurrence {
  const { kind, type, message, status, provider, operation, policy, component, frames } = facts;
  const parts = [kind, type, message, status, provider, operation, policy, component, ...frames];
  const fingerprint = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  return { ...facts, fingerprint, at, callId };
}
