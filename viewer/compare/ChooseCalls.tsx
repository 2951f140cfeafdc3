import { useLinks } from '../host';
import { ComparePicker, type PickerProblem } from './ComparePicker';

interface ChooseCallsProps {
  a: string;
  b: string;
  problem: PickerProblem | null;
}

/** The page without two calls to compare: what is wrong with those it was given, and the ways to choose. */
export function ChooseCalls(props: ChooseCallsProps) {
  const to = useLinks();
  return (
    <div className="lens-compare-choose">
      <h1 className="lens-page-title">Compare two calls</h1>
      <ComparePicker {...props} />
      <p className="lens-dim">
        Or select two calls in the <a href={to.list()}>list</a> (<kbd>x</kbd> on a row, then <kbd>c</kbd>), or open a
        call and choose “Compare with…”.
      </p>
    </div>
  );
}
