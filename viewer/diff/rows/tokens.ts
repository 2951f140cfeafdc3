import { SpelledNumber } from '@lens/core/json';
import { formatBytes, formatCount, visibleRuns } from '../../format';
import type { Blob } from './blob';
import type { Content, Line, Piece, TextLine } from './types';

type TokenKind =
  'key' | 'quote' | 'string' | 'number' | 'boolean' | 'null' | 'punctuation' | 'hidden' | 'line-end' | 'note' | 'blob';

/** A run of characters drawn alike. `mark` says that it was removed or added, `by` by which policy. */
export interface Token {
  kind: TokenKind;
  text: string;
  mark?: 'remove' | 'add';
  by?: string;
  /** The name of a hidden character, whose code point the text is. */
  name?: string;
}

/** What a line shows, in order. `collapsed` closes a container on its own line: `{…} 14 keys`. */
export function lineTokens(line: Line, collapsed = false): Token[] {
  const tokens: Token[] = [];
  if (line.key !== null) {
    addVisible(tokens, { kind: 'key', text: JSON.stringify(line.key) });
    tokens.push({ kind: 'punctuation', text: ': ' });
  }
  tokens.push(...contentTokens(line.content, collapsed));
  // A blob's hash, which is told outside of the tokens, comes before its comma.
  if (line.comma && line.content.kind !== 'blob') tokens.push({ kind: 'punctuation', text: ',' });
  return tokens;
}

/** The characters of a line as a search sees them. */
export function lineText(line: Line): string {
  return lineTokens(line)
    .map((token) => token.text)
    .join('');
}

function contentTokens(content: Content, collapsed: boolean): Token[] {
  switch (content.kind) {
    case 'open':
      return openTokens(content, collapsed);
    case 'close':
      return [{ kind: 'punctuation', text: content.bracket }];
    case 'scalar':
      return [scalarToken(content.value)];
    case 'text':
      return textTokens(content.line, content.opens, content.closes);
    case 'blob':
      return [blobToken(content.blob, content.marked)];
    case 'excerpt':
      return excerptTokens(content);
  }
}

function openTokens({ bracket, size, embedded }: Extract<Content, { kind: 'open' }>, collapsed: boolean): Token[] {
  const head: Token[] = embedded ? [{ kind: 'note', text: 'JSON in a string ' }] : [];
  if (!collapsed) return [...head, { kind: 'punctuation', text: bracket }];
  const [text, summary] = bracket === '{' ? ['{…}', formatCount(size, 'key')] : ['[…]', formatCount(size, 'item')];
  return [...head, { kind: 'punctuation', text }, { kind: 'note', text: ` ${summary}` }];
}

function scalarToken(value: unknown): Token {
  if (typeof value === 'number' || value instanceof SpelledNumber) return { kind: 'number', text: String(value) };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  if (value === null) return { kind: 'null', text: 'null' };
  return { kind: 'punctuation', text: Array.isArray(value) ? '[]' : '{}' };
}

function textTokens(line: TextLine, opens: boolean, closes: boolean): Token[] {
  const tokens: Token[] = [];
  if (opens) tokens.push({ kind: 'quote', text: '"' });
  const last = line.pieces.at(-1);
  const carriageReturn = line.end === 'break' && last?.text.endsWith('\r') === true;
  for (const piece of line.pieces) {
    const text = carriageReturn && piece === last ? piece.text.slice(0, -1) : piece.text;
    addVisible(tokens, markedToken('string', text, piece));
  }
  if (carriageReturn) tokens.push(markedToken('line-end', '␍', last));
  if (line.end === 'break') tokens.push(markedToken('line-end', '↵', { op: line.endOp, text: '' }));
  if (line.end === 'wrap') tokens.push({ kind: 'line-end', text: '…' });
  if (closes) tokens.push({ kind: 'quote', text: '"' });
  return tokens;
}

function markedToken(kind: TokenKind, text: string, piece: Piece): Token {
  if (piece.op === 'keep') return { kind, text };
  return piece.by === undefined ? { kind, text, mark: piece.op } : { kind, text, mark: piece.op, by: piece.by };
}

function addVisible(tokens: Token[], token: Token): void {
  for (const run of visibleRuns(token.text, token.mark !== undefined)) {
    const { text } = run;
    tokens.push(run.hidden ? { ...token, kind: 'hidden', text: run.code, name: run.name } : { ...token, text });
  }
}

function blobToken(blob: Blob, marked: 'remove' | 'add' | null): Token {
  const text = `${blob.mediaType} · ${formatBytes(blob.bytes)}`;
  return marked === null ? { kind: 'blob', text } : { kind: 'blob', text, mark: marked };
}

function excerptTokens({ text, lines }: Extract<Content, { kind: 'excerpt' }>): Token[] {
  const tokens: Token[] = [{ kind: 'quote', text: '"' }];
  addVisible(tokens, { kind: 'string', text: text.replace(/\r?\n/g, ' ↵ ') });
  tokens.push({ kind: 'quote', text: '…"' }, { kind: 'note', text: ` ${formatCount(lines, 'line')}` });
  return tokens;
}
