import { markedRuns, type MarkedRun, type PathChanges } from '@lens/core/conversation';
import { VisibleText } from '../format';

interface MarkedTextProps {
  text: string;
  changes: PathChanges;
}

/** A text with its changes marked in place; the original words show on hover, on focus and to screen readers. */
export function MarkedText({ text, changes }: MarkedTextProps) {
  const by = changes.own?.by?.join(', ') ?? null;
  return runsOf(text, changes).map((run, index) =>
    run.changed ? <Mark key={index} run={run} by={run.by ?? by} /> : <VisibleText key={index} text={run.text} />,
  );
}

function runsOf(text: string, { own }: PathChanges): MarkedRun[] {
  if (own?.kind === 'text' && own.spans) return markedRuns(text, own.spans);
  if (own?.kind === 'replace') {
    const original = typeof own.left === 'string' ? own.left : JSON.stringify(own.left ?? null);
    return [{ changed: true, text, original, by: null }];
  }
  if (own?.kind === 'add') return [{ changed: true, text, original: '', by: null }];
  return [{ changed: false, text }];
}

interface MarkProps {
  run: Extract<MarkedRun, { changed: true }>;
  by: string | null;
}

function Mark({ run, by }: MarkProps) {
  const kind = run.original === '' ? 'added' : run.text === '' ? 'removed' : 'modified';
  return (
    <span className="lens-mark-run" tabIndex={0} data-kind={kind}>
      {run.text === '' ? <span aria-hidden="true">⌫</span> : <VisibleText text={run.text} />}
      <span className="lens-mark-note">
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

function Original({ text }: { text: string }) {
  return (
    <>
      was{' '}
      <del>
        <VisibleText text={text} />
      </del>
    </>
  );
}
