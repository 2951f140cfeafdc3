import { VisibleText } from '../../format';

interface PathBarProps {
  /** Path of the row the reader is at. */
  path: string | null;
  /** What the columns are called; one name where there is one column. */
  names: readonly string[];
  onCopy: (text: string) => void;
}

/** Stays at the top while the rows scroll: names the columns, and says where the reader is. */
export function PathBar({ path, names, onCopy }: PathBarProps) {
  return (
    <div className="lens-diff-bar">
      <span className="lens-diff-bar-sides" aria-hidden="true">
        {names.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </span>
      <span className="lens-diff-bar-path">
        {path !== null && path !== '' && (
          <>
            <span className="lens-diff-path">
              <VisibleText text={path} />
            </span>
            <button
              type="button"
              className="lens-button"
              aria-keyshortcuts="y"
              title="Copy the path (y)"
              onClick={() => onCopy(path)}
            >
              Copy path
            </button>
          </>
        )}
      </span>
    </div>
  );
}
