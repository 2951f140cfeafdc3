import { memo } from 'react';
import { visibleRuns } from './visibleRuns';

/** Text of a model or a user: characters that would hide or reorder it are shown as their code point. */
export const VisibleText = memo(function VisibleText({ text }: { text: string }) {
  return (
    <>
      {visibleRuns(text).map((run, index) =>
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
