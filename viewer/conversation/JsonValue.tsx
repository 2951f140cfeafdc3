import type { ChangeIndex } from '@lens/core/conversation';
import type { Json, Path } from '@lens/core/json';
import { useMemo } from 'react';
import { VisibleText } from '../format';
import { jsonRuns } from './jsonRuns';
import { MarkedText } from './MarkedText';

interface JsonValueProps {
  value: Json;
  /** Where the value is in its body. */
  path: Path;
  changes: ChangeIndex;
}

/** A value such as a tool call's arguments, pretty-printed, changed leaves marked. Plain text stays plain text. */
export function JsonValue({ value, path, changes }: JsonValueProps) {
  const runs = useMemo(() => jsonRuns(value, path), [value, path]);
  if (typeof value === 'string') {
    return (
      <pre className="lens-json">
        <MarkedText text={value} changes={changes.at(path)} />
      </pre>
    );
  }
  return (
    <pre className="lens-json">
      {runs.map((run, index) => {
        const change = run.path ? changes.at(run.path) : null;
        return (
          <span key={index} className={`lens-syntax-${run.kind}`}>
            {change?.own ? <MarkedText text={run.text} changes={unquoted(change)} /> : <VisibleText text={run.text} />}
          </span>
        );
      })}
    </pre>
  );
}

/** A leaf is shown as JSON, quotation marks and all, so a change within its text is shown as one of the whole. */
function unquoted(change: ReturnType<ChangeIndex['at']>): ReturnType<ChangeIndex['at']> {
  return change.own?.kind === 'text' ? { ...change, own: { ...change.own, kind: 'replace' } } : change;
}
