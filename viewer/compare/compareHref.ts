import type { ComparedBodies, ComparedShape } from '@lens/core/api';

export interface CompareChoice {
  a: string;
  b: string;
  of: ComparedBodies;
  as: ComparedShape;
}

/** How a comparison is opened: by what went out in the end, as messages. */
export const usualChoice = { of: 'final', as: 'messages' } as const;

/** The address of a comparison; what is usual is not in it. */
export function compareHref({ a, b, of, as }: Partial<CompareChoice> & { a: string; b: string }): string {
  const params = new URLSearchParams({ a, b });
  if (of !== undefined && of !== usualChoice.of) params.set('of', of);
  if (as !== undefined && as !== usualChoice.as) params.set('as', as);
  return `/compare?${params.toString()}`;
}
