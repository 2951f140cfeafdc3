import type { AST } from '@eslint-community/regexpp';

export interface LengthRange {
  min: number;
  max: number;
}

const none: LengthRange = { min: 0, max: 0 };

/** How many UTF-16 units a match can have; a lookahead counts towards the longest, since it has to be seen too. */
export function patternLength({ alternatives }: { alternatives: AST.Alternative[] }): LengthRange {
  return alternatives
    .map(sequenceLength)
    .reduce((all, one) => ({ min: Math.min(all.min, one.min), max: Math.max(all.max, one.max) }));
}

function sequenceLength({ elements }: AST.Alternative): LengthRange {
  return elements.map(elementLength).reduce((all, one) => ({ min: all.min + one.min, max: all.max + one.max }), none);
}

function elementLength(element: AST.Element): LengthRange {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return patternLength(element);
    case 'Quantifier': {
      const once = elementLength(element.element);
      // A repetition of nothing is nothing, also without end.
      const max = once.max === 0 || element.max === 0 ? 0 : once.max * element.max;
      return { min: once.min * element.min, max };
    }
    case 'Assertion':
      return element.kind === 'lookahead' ? { min: 0, max: patternLength(element).max } : none;
    case 'Backreference':
      return { min: 0, max: Infinity };
    case 'Character': {
      const length = element.value > 0xffff ? 2 : 1;
      return { min: length, max: length };
    }
    default:
      return { min: 1, max: 2 };
  }
}
