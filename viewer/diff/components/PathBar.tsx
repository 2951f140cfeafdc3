import { VisibleText } from '../../format';
import type { DiffWords } from './diffWords';

interface PathBarProps {
  /** Path of the row the reader is at. */
  path: string | null;
  /** Two sides are shown. */
  both: boolean;
  onCopy: ((text: string) => void) | undefined;
  words: DiffWords;
}

/** Stays at the top while the rows scroll: names the columns, and says where the reader is. */
export function PathBar({ path, both, onCopy, words }: PathBarProps) {
  return (
    <div className="lens-diff-bar">
      {both && (
        <span className="lens-diff-bar-sides" aria-hidden="true">
          <span>{words.left}</span>
          <span>{words.right}</span>
        </span>
      )}
      <span className="lens-diff-bar-path">
        {path !== null && path !== '' && (
          <>
            <span className="lens-diff-path">
              <VisibleText text={path} />
            </span>
            {onCopy !== undefined && (
              <button
                type="button"
                className="lens-button"
                aria-keyshortcuts="y"
                title="Copy the path (y)"
                onClick={() => onCopy(path)}
              >
                Copy path
              </button>
            )}
          </>
        )}
      </span>
    </div>
  );
}
