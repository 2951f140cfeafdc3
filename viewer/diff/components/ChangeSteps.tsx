import type { DiffController } from '../state';
import { testIds } from '../../testIds';

/** ‹ 2 of 5 ›: through the changes of all sides. */
export function ChangeSteps({ controller }: { controller: DiffController }) {
  const { changes, state } = controller.data;
  const total = changes.length;
  if (total === 0) return null;
  const position = `${state.change === -1 ? '–' : state.change + 1} of ${total}`;
  return (
    <div className="lens-diff-steps" role="group" aria-label="Changes">
      <button
        type="button"
        className="lens-button"
        aria-label="Previous change"
        aria-keyshortcuts="p"
        title="Previous change (p)"
        onClick={controller.actions.previous}
      >
        ‹
      </button>
      <output className="lens-diff-position" aria-live="polite" data-testid={testIds.diff.position}>
        {position}
      </output>
      <button
        type="button"
        className="lens-button"
        aria-label="Next change"
        aria-keyshortcuts="n"
        title="Next change (n)"
        onClick={controller.actions.next}
      >
        ›
      </button>
    </div>
  );
}
