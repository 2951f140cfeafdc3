import { diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { buildRows } from './buildRows';
import { lineTokens } from './tokens';
import type { DiffModel, Line, Row } from './types';

const signs = { same: ' ', add: '+', remove: '-', change: '~', move: '>' } as const;

/** Rows as a test reads them: `~ left | right`, each side indented as drawn. */
export function drawn(rows: readonly Row[]): string[] {
  return rows.map((row) => `${signs[row.sign]} ${side(row.left)} | ${side(row.right)}`.trimEnd());
}

function side(line: Line | null): string {
  if (line === null) return '';
  const text = lineTokens(line)
    .map((token) => (token.mark === undefined ? token.text : `«${token.text}»`))
    .join('');
  return '  '.repeat(line.depth) + text;
}

export function modelOf(original: Json, final: Json): DiffModel {
  return buildRows(original, final, diff(original, final));
}
