import type { AST } from '@eslint-community/regexpp';
import { groupFlags, printNode, type PrintOptions } from './printPattern';
import type { Dialect } from './dialect';

/**
 * Writes the pattern that matches every beginning of a match that runs into the end of the text: where the engine, on
 * its way through `pattern`, would have wanted to see one more character, be it to go on, to repeat once more or to
 * decide a word border or a lookahead. It also matches nothing at the end of the text, the beginning of any match.
 *
 * For a sequence `abc` that is "at the end, or `a` and (at the end, or `b` and …)"; an element inside it may itself
 * break off. A repetition is complete rounds, then the beginning of one more. A match that is complete and can't go on
 * is no beginning. A beginning may be found where the engine would prefer a shorter match (`a+?`): that holds text
 * back a little longer and changes no result.
 */
export function beginningOf(pattern: AST.Pattern, dialect: Dialect): string {
  return beginningOfAny(pattern.alternatives, { dialect, captures: false }) ?? dialect.end;
}

/** Null: never wants another character. */
function beginningOfAny(alternatives: AST.Alternative[], options: PrintOptions): string | null {
  const beginnings = alternatives
    .map((alternative) => beginningOfSequence(alternative.elements, options))
    .filter((beginning) => beginning !== null);
  return beginnings.length === 0 ? null : `(?:${beginnings.join('|')})`;
}

function beginningOfSequence(elements: AST.Element[], options: PrintOptions): string | null {
  let tail: string | null = null;
  for (const element of elements.toReversed()) {
    const own = beginningOfElement(element, options);
    const later: string | null = tail === null ? null : printNode(element, options) + tail;
    tail = own === null || later === null ? (own ?? later) : `(?:${own}|${later})`;
  }
  return tail;
}

function beginningOfElement(element: AST.Element, options: PrintOptions): string | null {
  switch (element.type) {
    case 'Group': {
      const beginning = beginningOfAny(element.alternatives, options);
      return beginning === null ? null : `(?${groupFlags(element)}:${beginning})`;
    }
    case 'CapturingGroup':
      return beginningOfAny(element.alternatives, options);
    case 'Quantifier':
      return beginningOfRepetition(element, options);
    case 'Assertion':
      return beginningOfAssertion(element, options);
    default:
      return options.dialect.end;
  }
}

function beginningOfRepetition({ element, max }: AST.Quantifier, options: PrintOptions): string | null {
  const round = max === 0 ? null : beginningOfElement(element, options);
  if (round === null || max === 1) return round;
  const rounds = max === Infinity ? '*' : `{0,${max - 1}}`;
  return `(?:${printNode(element, options)}${rounds}${round})`;
}

function beginningOfAssertion(assertion: AST.Assertion, options: PrintOptions): string | null {
  if (assertion.kind === 'lookahead') return beginningOfAny(assertion.alternatives, options);
  // What stands before is known already.
  if (assertion.kind === 'start') return null;
  return options.dialect.end;
}
