import { useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../format';
import type { DiffChange, DiffModel } from '../rows';
import { changeEntries, type ChangeEntry, type ChangeText } from './changeLines';
import type { Chip } from './chips';
import { ChipList } from './ChipList';
import { LineView } from './LineView';

/** Changes listed before a reader asks for more. */
const listed = 200;

export interface ChangesOnlyProps {
  model: DiffModel;
  chips: readonly (readonly Chip[])[];
  /** Position of the change the reader is at, among the changes of this side. */
  current: number | null;
  find: string;
  target: { row: number; focus: boolean } | null;
}

/** The changes alone: a list of paths with before → after. */
export function ChangesOnly({ model, chips, current, find, target }: ChangesOnlyProps) {
  const [limit, setLimit] = useState(listed);
  const list = useRef<HTMLOListElement>(null);
  const entries = useMemo(() => changeEntries(model), [model]);
  const wanted = target === null ? -1 : model.changes.findIndex((change) => change.row === target.row);
  useEffect(() => {
    const element = list.current?.querySelector<HTMLElement>(`[data-change="${wanted}"]`);
    if (element === null || element === undefined || target === null) return;
    element.scrollIntoView({ block: 'center' });
    if (target.focus) element.focus({ preventScroll: true });
  }, [target, wanted]);
  const shown = model.changes.slice(0, Math.max(limit, wanted + 1));
  const rest = model.changes.length - shown.length;
  return (
    <>
      <ol className="lens-diff-changes" ref={list}>
        {shown.map((change, i) => (
          <Entry
            key={change.id}
            index={i}
            change={change}
            entry={entries[i]}
            chips={chips[i] ?? []}
            current={i === current}
            find={find}
          />
        ))}
      </ol>
      {rest > 0 && (
        <button type="button" className="lens-button" onClick={() => setLimit(limit + listed)}>
          {formatCount(rest, 'more change')}
        </button>
      )}
    </>
  );
}

const signs = { add: 'add', remove: 'remove', replace: 'change', text: 'change', move: 'move' } as const;
const names = { add: 'added', remove: 'removed', replace: 'changed', text: 'changed', move: 'moved' } as const;

interface EntryProps {
  index: number;
  change: DiffChange;
  entry: ChangeEntry | undefined;
  chips: readonly Chip[];
  current: boolean;
  find: string;
}

function Entry({ index, change, entry, chips, current, find }: EntryProps) {
  const moved = change.kind === 'move';
  const inline = entry !== undefined && isShort(entry.before) && isShort(entry.after);
  return (
    <li
      className="lens-diff-change"
      data-change={index}
      data-sign={signs[change.kind]}
      data-inline={inline || undefined}
      aria-current={current || undefined}
      tabIndex={-1}
    >
      <span className="lens-diff-gutter">
        <span className="lens-diff-sign" role="img" aria-label={names[change.kind]} />
      </span>
      <div className="lens-diff-change-head">
        <button
          type="button"
          className="lens-diff-change-path"
          data-do="show"
          data-id={index}
          title="Show it in the body"
        >
          {change.path === '' ? 'the whole body' : change.path}
        </button>
        {moved && <span className="lens-diff-moved">⇄ from {change.from}</span>}
        <ChipList chips={chips} />
      </div>
      {!moved && entry !== undefined && (
        <div className="lens-diff-change-body">
          <Block text={entry.before} mark="remove" find={find} />
          {entry.before !== null && entry.after !== null && <span className="lens-diff-arrow">→</span>}
          <Block text={entry.after} mark="add" find={find} />
        </div>
      )}
    </li>
  );
}

/** Fits beside the other one. */
function isShort(text: ChangeText | null): boolean {
  return text === null || (text.lines.length === 1 && text.lines.every((line) => line?.content.kind === 'scalar'));
}

function Block({ text, mark, find }: { text: ChangeText | null; mark: 'remove' | 'add'; find: string }) {
  if (text === null) return null;
  return (
    <div className="lens-diff-change-text" data-mark={mark}>
      {text.lines.map((line, i) =>
        line === null ? (
          <span key={i} className="lens-diff-aside">
            ⋯
          </span>
        ) : (
          <LineView
            key={i}
            line={line}
            collapsed={line.content.kind === 'open' && text.lines.length === 1}
            find={find}
          />
        ),
      )}
      {text.more > 0 && <span className="lens-diff-aside">⋯ {formatCount(text.more, 'more line')}</span>}
    </div>
  );
}
