/** How the feed is reached. */
export type LiveConnection =
  | { state: 'connecting' }
  | { state: 'live' }
  /** It is tried again by itself. */
  | { state: 'waiting'; why: string }
  /** It is not: who reads may not, or not any more. */
  | { state: 'refused'; why: string };
