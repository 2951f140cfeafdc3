import { VisibleText } from '../../format';

interface PathBarProps {
  /** Path of the row the reader is at. */
  path: string | null;
  /** Two sides are shown. */
  both: boolean;
  onCopy: ((text: string) => void) | undefined;
}

/** Stays at the top while the rows scroll: names the columns, and says where the reader is. */
export function PathBar({ path, both, onCopy }: PathBarProps) {
  return (
    <div className="lens-diff-bar">
      {both && (
        <span className="lens-diff-bar-sides" aria-hidden="true">
          <span>original</span>
          <span>final</span>
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
