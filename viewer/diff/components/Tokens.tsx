import { memo } from 'react';
import { isRightToLeft } from '../../format';
import type { Token } from '../rows';

const classes: Record<Token['kind'], string> = {
  key: 'lens-syntax-key',
  quote: 'lens-syntax-string',
  string: 'lens-syntax-string',
  number: 'lens-syntax-number',
  boolean: 'lens-syntax-keyword',
  null: 'lens-syntax-keyword',
  punctuation: 'lens-syntax-punctuation',
  hidden: 'lens-hidden-char',
  'line-end': 'lens-diff-line-end',
  note: 'lens-diff-aside',
  blob: 'lens-diff-blob',
};

interface TokensProps {
  tokens: readonly Token[];
  find: string;
}

/** The characters of a line, each run with its class; search hits are marked inside them. */
export const Tokens = memo(function Tokens({ tokens, find }: TokensProps) {
  const text = textRange(tokens);
  if (text === null) return <TokenRuns tokens={tokens} find={find} />;
  const [from, to] = text;
  return (
    <>
      <TokenRuns tokens={tokens.slice(0, from)} find={find} />
      {/* One text whatever was changed in it: from right to left its runs stand the other way round. */}
      <bdi>
        <TokenRuns tokens={tokens.slice(from, to)} find={find} />
      </bdi>
      <TokenRuns tokens={tokens.slice(to)} find={find} />
    </>
  );
});

/** Where the runs of a text are that is written from right to left; null for other lines. */
function textRange(tokens: readonly Token[]): [from: number, to: number] | null {
  if (!tokens.some(({ kind, text }) => kind === 'string' && isRightToLeft(text))) return null;
  const isOfText = (token: Token | undefined): boolean => token !== undefined && ofText.has(token.kind);
  let from = tokens.findIndex(({ kind }) => kind === 'string');
  while (isOfText(tokens[from - 1])) from--;
  return [from, tokens.findLastIndex(isOfText) + 1];
}

const ofText: ReadonlySet<Token['kind']> = new Set(['string', 'hidden', 'line-end']);

function TokenRuns({ tokens, find }: TokensProps) {
  return (
    <>
      {tokens.map((token, i) => (
        <TokenRun key={i} token={token} find={find} />
      ))}
    </>
  );
}

function TokenRun({ token, find }: { token: Token; find: string }) {
  const text = <Highlighted text={token.text} find={find} />;
  const name = classes[token.kind];
  const hint = token.name === undefined ? undefined : `${token.text} ${token.name}`;
  if (token.mark === undefined) {
    return (
      <span className={name} title={hint}>
        {text}
      </span>
    );
  }
  const Tag = token.mark === 'remove' ? 'del' : 'ins';
  return (
    <Tag className={`${name} lens-diff-${token.mark}`} data-by={token.by} title={hint}>
      {text}
    </Tag>
  );
}

function Highlighted({ text, find }: { text: string; find: string }) {
  if (find === '') return <>{text}</>;
  const parts: { text: string; hit: boolean }[] = [];
  const haystack = text.toLowerCase();
  const wanted = find.toLowerCase();
  // Lower case may be longer than the text (İ); then positions do not match and nothing is marked.
  if (haystack.length !== text.length) return <>{text}</>;
  let from = 0;
  for (let at = haystack.indexOf(wanted); at !== -1; at = haystack.indexOf(wanted, from)) {
    parts.push({ text: text.slice(from, at), hit: false }, { text: text.slice(at, at + wanted.length), hit: true });
    from = at + wanted.length;
  }
  if (from === 0) return <>{text}</>;
  parts.push({ text: text.slice(from), hit: false });
  return <>{parts.map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : part.text))}</>;
}
