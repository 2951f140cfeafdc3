import { comparedBodiesSchema, comparedShapeSchema, type ComparedBodies, type ComparedShape } from '@lens/core/api';

export interface CompareChoice {
  a: string;
  b: string;
  of: ComparedBodies;
  as: ComparedShape;
}

/** A comparison as an address names it: what is left out is as usual. */
export type ComparisonAddress = Pick<CompareChoice, 'a' | 'b'> & Partial<CompareChoice>;

/** How a comparison is opened: by what went out in the end, as messages. */
export const usualChoice = { of: 'final', as: 'messages' } as const;

/** The query of a comparison's address; what is usual is not in it. */
export function comparisonQuery({ a, b, of, as }: ComparisonAddress): URLSearchParams {
  const params = new URLSearchParams({ a, b });
  if (of !== undefined && of !== usualChoice.of) params.set('of', of);
  if (as !== undefined && as !== usualChoice.as) params.set('as', as);
  return params;
}

/** Reads what of two calls an address compares; what can't be read is as usual. */
export function readComparedShape(params: URLSearchParams): Pick<CompareChoice, 'of' | 'as'> {
  return {
    of: comparedBodiesSchema.catch(usualChoice.of).parse(params.get('of')),
    as: comparedShapeSchema.catch(usualChoice.as).parse(params.get('as')),
  };
}
