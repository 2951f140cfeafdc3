import { memo } from 'react';
import { isRightToLeft } from './rightToLeft';
import { visibleRuns } from './visibleRuns';

interface VisibleTextProps {
  text: string;
  /** The text is part of a change: odd spaces in it are shown too. */
  changed?: boolean;
  /** A piece of a longer text, whose direction it shares; otherwise it is a word of its own among ours. */
  running?: boolean;
}

/** Text of a model or a user: characters that would hide or reorder it are shown as their code point. */
export const VisibleText = memo(function VisibleText({ text, changed = false, running = false }: VisibleTextProps) {
  const runs = visibleRuns(text, changed).map((run, index) =>
    run.hidden ? (
      <span key={index} className="lens-hidden-char" title={`${run.code} ${run.name}`}>
        {run.code}
      </span>
    ) : (
      run.text
    ),
  );
  // Hebrew → Arabic would be read as Arabic → Hebrew: each has its own place.
  return !running && isRightToLeft(text) ? <bdi>{runs}</bdi> : <>{runs}</>;
});
