import { useEffect, useState, type KeyboardEvent } from 'react';
import { formatCount } from '../../format';
import { useViewer } from '../../host';
import { findName, type DiffController, type SideState } from '../state';

/** Typing a word should search once, not five times over a large body. */
const settleMs = 150;

interface SearchBoxProps {
  side: string;
  title: string;
  search: SideState['search'];
  controller: DiffController;
}

/** Finds text in all rows, folded ones too, and opens what hides a hit. */
export function SearchBox({ side, title, search, controller }: SearchBoxProps) {
  const { id } = useViewer();
  const { dispatch } = controller.actions;
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (query === search.query) return undefined;
    const timer = setTimeout(() => dispatch({ do: 'search', side, query }), settleMs);
    return () => clearTimeout(timer);
  }, [query, search.query, side, dispatch]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      setQuery('');
      event.currentTarget.blur();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (query === search.query) dispatch({ do: 'searchStep', side, by: event.shiftKey ? -1 : 1 });
      else dispatch({ do: 'search', side, query });
    }
  };
  return (
    <span className="lens-diff-search">
      <input
        id={id(findName(side))}
        type="search"
        className="lens-diff-input"
        placeholder="Find  /"
        aria-label={`Find in ${title.toLowerCase()}`}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <output className="lens-diff-hits" aria-live="polite">
        {search.query !== '' && found(search)}
      </output>
    </span>
  );
}

function found({ hits, at, complete }: SideState['search']): string {
  const where = complete ? '' : ' in the lines that are open';
  return hits.length === 0 ? `nothing found${where}` : `${at + 1} of ${formatCount(hits.length, 'line')}${where}`;
}
