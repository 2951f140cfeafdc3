import { useViewer } from '../host';
import { useChosenCalls } from './useChosenCalls';

/** Why two calls could not be compared: which field is wrong, and what to do. */
export interface PickerProblem {
  fields: readonly ('a' | 'b')[];
  text: string;
}

interface ComparePickerProps {
  a: string;
  b: string;
  problem: PickerProblem | null;
}

/** Asks for the two calls. A plain form, which works without JavaScript. */
export function ComparePicker({ a, b, problem }: ComparePickerProps) {
  const { id, host } = useViewer();
  const onSubmit = useChosenCalls();
  const problemId = id('compare-problem');
  const field = (name: 'a' | 'b', label: string, value: string) => {
    const wrong = problem?.fields.includes(name) === true;
    return (
      <label>
        <span>{label}</span>
        <input
          name={name}
          defaultValue={value}
          required
          spellCheck={false}
          autoComplete="off"
          placeholder="call id, or the address of its page"
          {...(wrong && { 'aria-invalid': true, 'aria-describedby': problemId })}
        />
      </label>
    );
  };
  return (
    <form className="lens-compare-form lens-no-print" method="get" action={host.links.compare()} onSubmit={onSubmit}>
      {problem !== null && (
        <div id={problemId} role="alert" className="lens-banner" data-tone="error">
          {problem.text}
        </div>
      )}
      {field('a', 'Call A', a)}
      {field('b', 'Call B', b)}
      <button type="submit" className="lens-button">
        Compare
      </button>
    </form>
  );
}
