import { markedRuns, type ChangeIndex, type MarkedRun, type PathChanges } from '@lens/core/conversation';
import type { Json, Path } from '@lens/core/json';
import { useMemo } from 'react';
import { VisibleText } from '../format';
import { jsonRuns, type JsonRun } from './jsonRuns';
import { MarkedRuns, MarkedText } from './MarkedText';

interface JsonValueProps {
  value: Json;
  /** The text that holds the value in its body; null where it is a value there too. */
  source: string | null;
  /** Where the value is in its body. */
  path: Path;
  changes: ChangeIndex;
}

/** A value such as a tool call's arguments, pretty-printed, changes marked in place. Plain text stays plain text. */
export function JsonValue({ value, source, path, changes }: JsonValueProps) {
  const runs = useMemo(() => jsonRuns(value, path), [value, path]);
  const here = changes.at(path);
  const text = typeof value === 'string' ? value : textOf(here, source);
  if (text !== null) {
    return (
      <pre className="lens-json">
        <MarkedText text={text} changes={here} />
      </pre>
    );
  }
  const unmarked = here.own === null && here.inside.length === 0;
  return (
    <pre className="lens-json">
      {runs.map((run, index) => (
        <span key={index} className={`lens-syntax-${run.kind}`}>
          <Run run={run} changes={run.path && !unmarked ? changes.at(run.path) : null} />
        </span>
      ))}
    </pre>
  );
}

/** The JSON text itself, where that is what changed: its spacing, or that it was put in place of another text. */
function textOf({ own }: PathChanges, source: string | null): string | null {
  if (own?.kind === 'text') return source;
  return own?.kind === 'replace' && typeof own.right === 'string' ? own.right : null;
}

function Run({ run, changes }: { run: JsonRun; changes: PathChanges | null }) {
  if (!changes?.own) return <VisibleText text={run.text} running />;
  const { own } = changes;
  if (own.kind !== 'text' || own.spans === undefined || run.string === undefined) {
    return <MarkedText text={run.text} changes={changes} />;
  }
  const words = markedRuns(run.string, own.spans).map(escaped);
  const quote: MarkedRun = { changed: false, text: '"' };
  return <MarkedRuns runs={[quote, ...words, quote]} by={own.by?.join(', ') ?? null} />;
}

/** A run as it stands between the quotation marks of a JSON string. */
function escaped(run: MarkedRun): MarkedRun {
  const text = JSON.stringify(run.text).slice(1, -1);
  return run.changed ? { ...run, text, original: JSON.stringify(run.original).slice(1, -1) } : { changed: false, text };
}
