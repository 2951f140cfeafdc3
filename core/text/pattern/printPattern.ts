import type { AST } from '@eslint-community/regexpp';
import type { Dialect } from './dialect';

/** A pattern uses what no linear-time engine has, or what has no beginning that could be recognised. */
class UnsupportedPatternError extends Error {
  readonly code = 'unsupported_pattern';

  constructor(what: string) {
    super(`${what} can't be used here. Write the pattern without it.`);
    this.name = 'UnsupportedPatternError';
  }
}

type Printable = AST.Element | AST.Alternative;

export interface PrintOptions {
  dialect: Dialect;
  /** Keep capturing groups; without it they become plain ones. */
  captures: boolean;
}

export function printAlternatives(alternatives: AST.Alternative[], options: PrintOptions): string {
  return alternatives.map((alternative) => printNode(alternative, options)).join('|');
}

/** Writes a part of a parsed pattern in an engine's dialect. */
export function printNode(node: Printable, options: PrintOptions): string {
  switch (node.type) {
    case 'Alternative':
      return node.elements.map((element) => printNode(element, options)).join('');
    case 'Group':
      return `(?${groupFlags(node)}:${printAlternatives(node.alternatives, options)})`;
    case 'CapturingGroup':
      return `${captureHead(node, options)}${printAlternatives(node.alternatives, options)})`;
    case 'Quantifier':
      return printNode(node.element, options) + node.raw.slice(node.element.raw.length);
    case 'Assertion':
      return printAssertion(node, options);
    case 'Backreference':
      throw new UnsupportedPatternError(`The back reference ${node.raw}`);
    default:
      return printCharacters(node, options.dialect);
  }
}

/** `i-s` for `(?i-s:…)`; empty for a plain group. */
export function groupFlags({ modifiers }: AST.Group): string {
  if (modifiers === null) return '';
  return modifiers.add.raw + (modifiers.remove === null ? '' : `-${modifiers.remove.raw}`);
}

function captureHead(node: AST.CapturingGroup, { captures }: PrintOptions): string {
  if (!captures) return '(?:';
  return node.name === null ? '(' : `(?<${node.name}>`;
}

function printAssertion(node: AST.Assertion, options: PrintOptions): string {
  switch (node.kind) {
    case 'start':
    case 'end':
    case 'word':
      return node.raw;
    default: {
      const head = `(?${node.kind === 'lookbehind' ? '<' : ''}${node.negate ? '!' : '='}`;
      return `${head}${printAlternatives(node.alternatives, options)})`;
    }
  }
}

type Characters = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

function printCharacters(node: Characters, dialect: Dialect): string {
  switch (node.type) {
    case 'Character':
      return dialect.char(node.value);
    case 'CharacterSet':
      return printSet(node);
    case 'CharacterClass':
      return `[${node.negate ? '^' : ''}${node.elements.map((element) => printMember(element, dialect)).join('')}]`;
    case 'ExpressionCharacterClass':
      throw new UnsupportedPatternError(`The set operation ${node.raw}`);
  }
}

function printMember(node: AST.CharacterClassElement, dialect: Dialect): string {
  switch (node.type) {
    case 'Character':
      return dialect.char(node.value);
    case 'CharacterClassRange':
      return `${dialect.char(node.min.value)}-${dialect.char(node.max.value)}`;
    case 'CharacterSet':
      return printSet(node);
    default:
      throw new UnsupportedPatternError(`The set ${node.raw}`);
  }
}

/** `\p{Script=Greek}` is `\p{Greek}` elsewhere. */
function printSet(node: AST.CharacterSet): string {
  if (node.kind !== 'property') return node.raw;
  return `\\${node.negate ? 'P' : 'p'}{${node.value ?? node.key}}`;
}
