import { RegExpParser, type AST } from '@eslint-community/regexpp';

/**
 * Parses a pattern in JavaScript's syntax with the `u` flag, whose strictness leaves no room for two readings.
 * Throws a SyntaxError that says where it went wrong.
 */
export function parsePattern(source: string): AST.Pattern {
  return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, { unicode: true });
}
