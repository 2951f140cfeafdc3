import type { PolicyEventView, SideView } from '@lens/core/api';
import { memo, useMemo, useRef } from 'react';
import { usePrinting } from '../../host';
import { initialFolds, unifiedItems, visibleItems, type DiffModel, type FoldState, type Item } from '../rows';
import type { DiffController, DiffMode, SideState } from '../state';
import { testIds } from '../../testIds';
import { ChangesOnly } from './ChangesOnly';
import { chipsOf } from './chips';
import { partFile, partText } from './copyParts';
import { onSideClick, onSideKey } from './delegate';
import { DiffTable } from './DiffTable';
import { policyWords, type DiffWords } from './diffWords';
import { headline } from './headline';
import { Notes } from './Notes';
import { PathBar } from './PathBar';
import { Toolbar } from './Toolbar';
import { useWidth } from './useWidth';

/** Side by side needs this many pixels; the style sheet has the same number for the time before it is measured. */
const wide = 900;

export interface DiffViewProps {
  /** Names the side in permalinks: `request`, `response`. */
  side: string;
  title: string;
  view: Pick<SideView, 'original' | 'final' | 'diff' | 'masked'> & { finalBytes: number | null };
  events: readonly PolicyEventView[];
  controller: DiffController;
  /** Why there is no body to show, or only one of the two. */
  missing?: string | null;
  /** What the sides are called, where they are not a body before and after the policies. */
  words?: DiffWords;
  onOpenEvent?: (id: string) => void;
  onCopy: (text: string) => void;
  onDownload: (file: { name: string; text: string }) => void;
}

/** The original and the final body of one direction of a call, and what was changed between them. */
export const DiffView = memo(function DiffView(props: DiffViewProps) {
  const { side, title, view, controller } = props;
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const state = controller.data.state.sides[side];
  if (state === undefined) return null;
  const fitting = width === null ? null : width >= wide ? 'side' : 'unified';
  const mode = controller.data.state.mode ?? fitting;
  // A body without changes would only be shown twice.
  const layout = (state.model?.changes.length ?? 0) === 0 ? 'unified' : (mode ?? 'auto');
  const empty = view.original === null && view.final === null;
  return (
    <section
      className="lens-diff"
      data-side={side}
      data-mode={layout}
      data-testid={testIds.diff.side(side)}
      aria-label={title}
      ref={root}
    >
      <Head {...props} open={state.open && !empty} collapsible={!empty} changes={state.model?.changes ?? []} />
      <Notes masked={view.masked} diff={view.diff} missing={props.missing ?? null} />
      {state.open && state.model !== null && (
        <Opened
          {...props}
          state={state}
          model={state.model}
          mode={mode}
          fitting={fitting ?? 'side'}
          width={width ?? wide}
        />
      )}
    </section>
  );
});

function Head(props: DiffViewProps & { open: boolean; collapsible: boolean; changes: DiffModel['changes'] }) {
  const { side, title, view, controller, open, collapsible, changes, words } = props;
  const line = (
    <>
      <span className="lens-diff-title">{title}</span>
      {headline(view, changes, words).map((part) => (
        <span key={part} className="lens-diff-fact">
          {part}
        </span>
      ))}
    </>
  );
  return (
    <h2 className="lens-diff-head">
      {collapsible ? (
        <button
          type="button"
          className="lens-diff-toggle"
          aria-expanded={open}
          onClick={() => controller.actions.dispatch({ do: 'open', side, open: !open })}
        >
          {line}
        </button>
      ) : (
        <span>{line}</span>
      )}
    </h2>
  );
}

interface OpenedProps extends DiffViewProps {
  state: SideState;
  model: DiffModel;
  mode: DiffMode | null;
  /** The mode for reading whole bodies at this width. */
  fitting: DiffMode;
  width: number;
}

function Opened(props: OpenedProps) {
  const { side, title, view, events, controller, state, model, mode, fitting, width, onOpenEvent, onCopy, onDownload } =
    props;
  const words = props.words ?? policyWords;
  const { data, actions } = controller;
  const printing = usePrinting();
  const items = useItems(model, printing ? initialFolds : state.folds);
  const drawn = useMemo(() => (mode === 'unified' ? unifiedItems(items) : items), [items, mode]);
  const chips = useMemo(() => chipsOf(model.changes, events, side), [model.changes, events, side]);
  const active = data.state.active?.side === side ? data.state.active.row : null;
  const target = data.state.target?.side === side ? data.state.target : null;
  const delegation = { side, items, actions, fitting, onOpenEvent };
  const body = { items: drawn, active, target, find: state.search.query };
  const at = data.changes[data.state.change];
  return (
    <>
      <div className="lens-diff-tools">
        <Toolbar
          side={side}
          title={title}
          mode={mode}
          search={state.search}
          controller={controller}
          words={words}
          onCopy={(part) => onCopy(partText(part, view))}
          onDownload={(part) => onDownload({ name: partFile(side, part, words), text: partText(part, view) })}
        />
        <PathBar
          path={active === null ? null : data.activePath}
          onCopy={onCopy}
          names={columnNames(view, model, words)}
        />
      </div>
      <div
        className="lens-diff-body"
        onClick={(event) => onSideClick(event, delegation)}
        onKeyDown={(event) => onSideKey(event, delegation)}
      >
        {mode === 'changes' && model.changes.length > 0 ? (
          <ChangesOnly {...body} model={model} chips={chips} current={at?.side === side ? at.index : null} />
        ) : (
          <DiffTable
            {...body}
            printing={printing}
            mode={mode}
            width={width}
            title={title}
            model={model}
            chips={chips}
            words={words}
          />
        )}
      </div>
    </>
  );
}

function columnNames({ final, diff }: DiffViewProps['view'], { changes }: DiffModel, words: DiffWords): string[] {
  const { left, right } = words;
  if (changes.length > 0) return [left, right];
  if (diff === null) return [final === null ? left : right];
  return [`${left} and ${right}, ${words.same}`];
}

function useItems(model: DiffModel, folds: FoldState): Item[] {
  return useMemo(() => {
    // A body without changes was opened to be read: nothing in it is folded away but what is long.
    return visibleItems(model.rows, model.changes.length === 0 ? { ...folds, expanded: true } : folds);
  }, [model, folds]);
}
