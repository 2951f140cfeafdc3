import type { Span } from './types';

export interface Phase {
  name: 'connect' | 'wait' | 'first token' | 'streaming' | 'body';
  startMs: number;
  endMs: number;
}

/** Moments of a call, in milliseconds since the Unix epoch; null where unknown. */
export interface CompletionMoments {
  /** The connection to the provider stood. */
  connectedMs: number | null;
  firstByteMs: number | null;
  firstTokenMs: number | null;
  stream: boolean;
}

/** What happened inside a provider call, one phase after the other; unknown moments join their neighbours. */
export function completionPhases(span: Span, moments: CompletionMoments): Phase[] {
  const end = span.startMs + span.durationMs;
  const marks: [Phase['name'], number | null][] = [
    ['connect', moments.connectedMs],
    ['wait', moments.firstByteMs],
    ['first token', moments.stream ? moments.firstTokenMs : null],
    [moments.stream ? 'streaming' : 'body', end],
  ];
  const phases: Phase[] = [];
  let from = span.startMs;
  for (const [name, moment] of marks) {
    if (moment === null) continue;
    const until = Math.min(Math.max(moment, from), end);
    if (until > from) phases.push({ name, startMs: from, endMs: until });
    from = until;
  }
  return phases;
}
