import { useMemo } from 'react';
import { lineTokens, type Line } from '../rows';
import { BlobView } from './BlobView';
import { Tokens } from './Tokens';

/** Deeper lines are not indented further: the style sheet has a class for each depth. */
const deepest = 24;

export interface LineViewProps {
  line: Line;
  collapsed: boolean;
  find: string;
}

/** One line of JSON. */
export function LineView({ line, collapsed, find }: LineViewProps) {
  const tokens = useMemo(() => lineTokens(line, collapsed), [line, collapsed]);
  const continued = line.content.kind === 'text' && !line.content.opens;
  return (
    <code className="lens-diff-code" data-depth={Math.min(line.depth, deepest)} data-continued={continued || undefined}>
      <Tokens tokens={tokens} find={find} />
      {line.content.kind === 'blob' && <BlobView blob={line.content.blob} comma={line.comma} />}
    </code>
  );
}
