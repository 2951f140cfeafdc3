import type { ActivityGap, ActivityMessage, Call } from '@lens/core/api';

/** What the messages of a call have told so far. A new object whenever one tells more. */
export interface LiveCall {
  callId: string;
  /** As asked for and as sent on, each once. */
  models: readonly string[];
  status: Call['status'] | null;
  /** Null until it is recorded: only then it is known. */
  isChanged: boolean | null;
  /** Policies that said something, or changed something. */
  policies: readonly string[];
  isStored: boolean;
}

/** A row of the live page: a message, or that messages are missing. `key` grows with every entry. */
export type LiveEntry =
  { key: number; message: ActivityMessage; gap: null } | { key: number; message: null; gap: ActivityGap };

/** An entry with what is known of its call by now. */
export type LiveRow =
  | { key: number; message: ActivityMessage; call: LiveCall; gap: null }
  | { key: number; message: null; gap: ActivityGap };
