import type { MarkedRun, PathChanges } from '@lens/core/conversation';
import { Fragment, useState } from 'react';
import { formatCount, VisibleText } from '../format';
import { testIds } from '../testIds';
import { runsOf } from './pieces';

/** Longer texts that were put in show their beginning; of what stood there before the note only ever shows so much. */
const longAdded = 6_000;
const shownAdded = 2_500;
const shownOriginal = 1_000;

interface MarkedTextProps {
  text: string;
  changes: PathChanges;
}

/** A text with its changes marked in place; the original words show on hover, on focus and to screen readers. */
export function MarkedText({ text, changes }: MarkedTextProps) {
  return <MarkedRuns runs={runsOf(text, changes)} by={changes.own?.by?.join(', ') ?? null} />;
}

/** `by` is named where a run names nobody itself. */
export function MarkedRuns({ runs, by }: { runs: readonly MarkedRun[]; by: string | null }) {
  return runs.map((run, index) =>
    run.changed ? (
      <Mark key={index} run={run} by={run.by ?? by} />
    ) : (
      <VisibleText key={index} text={run.text} running />
    ),
  );
}

interface MarkProps {
  run: Extract<MarkedRun, { changed: true }>;
  by: string | null;
}

export function Mark({ run, by }: MarkProps) {
  const kind = run.original === '' ? 'added' : run.text === '' ? 'removed' : 'modified';
  return (
    <span className="lens-mark-run" tabIndex={0} data-kind={kind} data-testid={testIds.conversation.mark}>
      {run.text === '' ? <span aria-hidden="true">⌫</span> : <AddedText text={run.text} />}
      <span className="lens-mark-note" data-testid={testIds.conversation.note}>
        <span className="lens-unseen"> (</span>
        {run.original === '' ? 'added' : <Original text={run.original} />}
        {by !== null && (
          <>
            {' '}
            <span className="lens-mark-by">
              by <VisibleText text={by} />
            </span>
          </>
        )}
        <span className="lens-unseen">)</span>
      </span>
    </span>
  );
}

function AddedText({ text }: { text: string }) {
  const [whole, setWhole] = useState(text.length <= longAdded);
  if (whole) return <ChangedText text={text} />;
  return (
    <>
      <ChangedText text={text.slice(0, shownAdded)} />…{' '}
      <button type="button" className="lens-button lens-small" onClick={() => setWhole(true)}>
        Show all {formatCount(text.length, 'character')}
      </button>
    </>
  );
}

function Original({ text }: { text: string }) {
  const rest = text.length - shownOriginal;
  return (
    <>
      was{' '}
      <del>
        <ChangedText text={rest > 0 ? text.slice(0, shownOriginal) : text} />
      </del>
      {rest > 0 && <> … and {formatCount(rest, 'more character')}</>}
    </>
  );
}

/** What is nothing but spaces would not be seen: then each of them has a sign. */
function ChangedText({ text }: { text: string }) {
  if (/\S/.test(text)) return <VisibleText text={text} changed running />;
  const runs = text.match(/ +|\n|[^ \n]+/g) ?? [];
  return runs.map((run, index) => {
    if (run.startsWith(' ')) return <Sign key={index} sign={'·'.repeat(run.length)} name="space" />;
    if (run !== '\n') return <VisibleText key={index} text={run} changed running />;
    return (
      <Fragment key={index}>
        <Sign sign="↵" name="line break" />
        {run}
      </Fragment>
    );
  });
}

function Sign({ sign, name }: { sign: string; name: string }) {
  return (
    <span className="lens-hidden-char" title={name}>
      {sign}
    </span>
  );
}
