import { memo } from 'react';
import { visibleRuns } from './visibleRuns';

interface VisibleTextProps {
  text: string;
  /** The text is part of a change: odd spaces in it are shown too. */
  changed?: boolean;
}

/** Text of a model or a user: characters that would hide or reorder it are shown as their code point. */
export const VisibleText = memo(function VisibleText({ text, changed = false }: VisibleTextProps) {
  return (
    <>
      {visibleRuns(text, changed).map((run, index) =>
        run.hidden ? (
          <span key={index} className="lens-hidden-char" title={`${run.code} ${run.name}`}>
            {run.code}
          </span>
        ) : (
          run.text
        ),
      )}
    </>
  );
});
