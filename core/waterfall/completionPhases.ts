import type { Span } from './types';

/** Told by the moment at which a phase ends, which is what a record has: how long a connection took, it does not. */
export interface Phase {
  name: 'to first byte' | 'to first token' | 'streaming' | 'body';
  startMs: number;
  endMs: number;
}

/** Moments of a call, in milliseconds since the Unix epoch; null where unknown. */
export interface CompletionMoments {
  firstByteMs: number | null;
  firstTokenMs: number | null;
  stream: boolean;
}

/**
 * What happened inside a provider call, one phase after the other. Without a first moment nothing is known about the rest
 * either, so that there are no phases.
 */
export function completionPhases(span: Span, { firstByteMs, firstTokenMs, stream }: CompletionMoments): Phase[] {
  if (firstByteMs === null && (!stream || firstTokenMs === null)) return [];
  const end = span.startMs + span.durationMs;
  const marks: [Phase['name'], number | null][] = [
    ['to first byte', firstByteMs],
    ['to first token', stream ? firstTokenMs : null],
    [stream ? 'streaming' : 'body', end],
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
